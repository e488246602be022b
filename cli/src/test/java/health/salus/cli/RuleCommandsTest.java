package health.salus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.client.api.ApiJson;
import health.salus.client.api.RehearsalPage;
import health.salus.client.rule.RuleDefinition;
import health.salus.client.rule.RuleFile;
import health.salus.client.testing.ScriptedLedger;
import health.salus.client.testing.ScriptedNode;
import health.salus.client.testing.ScriptedNode.Reply;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules, as they are typed.
class RuleCommandsTest {

    private static final String SAMPLE =
            Path.of("..", "samples", "rules", "break-glass.json").toString();

    private final ScriptedNode node = new ScriptedNode();
    private final ScriptedLedger ledger = new ScriptedLedger().at(node);

    @TempDir
    Path home;

    private Typist typist = new Typist(Path.of("."));

    @BeforeEach
    void script() {
        typist = new Typist(home).asService(node, ledger);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static Reply page(long from, Optional<Long> next, int refused) {
        RehearsalPage.Case one = new RehearsalPage.Case(from, Digest.ZERO, 0, false, Optional.of("RULE_FAILED: why"));
        RehearsalPage page =
                new RehearsalPage(from, next, refused + 1L, refused, 0, 1, from + 7, Collections.nCopies(refused, one));
        return Reply.json(Octets.wrap(ApiJson.write(page)).toUtf8());
    }

    @Test
    void aDraftIsTriedOnAllPagesOfThePast() {
        node.on("POST", "/api/rules/rehearsals", page(3, Optional.of(9L), 60), page(9, Optional.empty(), 70));

        Typist.Ended ended = typist.type("rule", "try", SAMPLE, "--from", "3");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(node.asked("POST", "/api/rules/rehearsals"))
                .extracting(asked -> asked.query().orElse(""))
                .containsExactly("from=3", "from=9");
        assertThat(node.asked("POST", "/oauth2/token").getFirst().text()).contains("salus%2Fadministration");
        assertThat(ended.out())
                .contains("on all blocks from 3 on: 132 commands would have been judged by it")
                .contains("  130 that the rule of the time permitted would be refused\n")
                .contains("  on 2 it comes to no answer, which refuses\n")
                .contains("takes 16 of 200 steps\n")
                .contains("command 0: would be refused (RULE_FAILED: why)\n")
                .endsWith("  and 30 more\n");
        assertThat(ended.out().lines().filter(line -> line.startsWith("  block ")))
                .hasSize(100);
    }

    @Test
    void whoMayNotTryIsToldWhoMay() {
        node.on("POST", "/api/rules/rehearsals", Reply.problem(ErrorCode.NOT_AUTHORISED, "no"));

        Typist.Ended ended = typist.type("rule", "try", SAMPLE);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("may not try rules").contains("keys/member.pem");
    }

    @Test
    void aRuleIsShownWholeBeforeItIsSigned() throws IOException {
        RuleDefinition rule = RuleFile.read(Octets.utf8(Files.readString(Path.of(SAMPLE))));

        Typist.Ended ended = typist.type("rule", "propose", SAMPLE, "--yes");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("  propose rule access.break-glass version 1, content with SHA-256 "
                        + rule.digest().hex() + "\n")
                .contains("    \"" + rule.clauses().getFirst().expression() + "\"\n")
                .contains("tested: \"not for others\" gives permit = false for purpose = \"ETREAT\"")
                .contains("accepted and final")
                .contains("it judges once they vote for its content");
    }

    @Test
    void aFileThatIsNoRuleIsToldByItsPlace() throws IOException {
        Path wrong = Files.writeString(
                home.resolve("wrong.json"),
                Files.readString(Path.of(SAMPLE)).replace("\"costLimit\" : 200", "\"costLimit\" : \"many\""));

        for (String command : List.of("try", "propose")) {
            Typist.Ended ended = typist.type("rule", command, wrong.toString());
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains("the rule.costLimit is no whole number");
        }
        assertThat(node.asked()).isEmpty();
    }
}
