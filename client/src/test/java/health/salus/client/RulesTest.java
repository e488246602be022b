package health.salus.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.client.api.ApiJson;
import health.salus.client.api.RehearsalPage;
import health.salus.client.api.RuleVersion;
import health.salus.client.rule.RuleDefinition;
import health.salus.client.rule.RuleFile;
import health.salus.client.testing.ScriptedNode;
import health.salus.client.testing.ScriptedNode.Reply;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RulesTest {

    private final ScriptedNode node = new ScriptedNode();
    private final Rules rules = SalusClient.of(ClientConfig.of(node.address(), new Credentials.Anonymous()))
            .rules();

    @AfterEach
    void stop() {
        node.close();
    }

    private static RuleDefinition rule(long version) {
        return RuleFile.read(Octets.utf8("{\"rule\": \"r.x\", \"version\": " + version
                + ", \"costLimit\": 9, \"inputs\": {}, \"clauses\": {\"permit\": {\"type\": \"bool\","
                + " \"cel\": \"true\"}}, \"tests\": []}"));
    }

    private static Reply shown(Octets definition, Digest content) {
        return Reply.json(Octets.wrap(ApiJson.write(new RuleVersion(
                        "r.x",
                        1,
                        content,
                        definition,
                        new PrincipalId("service.m"),
                        new MemberId("m"),
                        Instant.EPOCH,
                        3,
                        Digest.ZERO)))
                .toUtf8());
    }

    @Test
    void aNodeCannotShowAnotherRuleThanTheOneThatIsVotedAbout() {
        Octets definition = rule(1).encode();
        Octets other = rule(2).encode();
        node.on(
                "GET",
                "/api/rules/r.x/versions/1",
                shown(definition, Digest.sha256(definition)),
                shown(definition, Digest.sha256(other)),
                shown(other, Digest.sha256(other)));

        assertThat(rules.version("r.x", 1).definition()).isEqualTo(definition);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> rules.version("r.x", 1))
                    .isInstanceOfSatisfying(
                            SalusException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_PROVEN));
        }
    }

    @Test
    void aDraftIsSentAsTheLedgerWouldHaveIt() {
        RehearsalPage page = new RehearsalPage(5, Optional.of(9L), 3, 1, 0, 1, 42, List.of());
        node.on(
                "POST",
                "/api/rules/rehearsals",
                Reply.json(Octets.wrap(ApiJson.write(page)).toUtf8()));

        assertThat(rules.rehearse(rule(1), 5)).isEqualTo(page);
        ScriptedNode.Asked asked = node.asked().getFirst();
        assertThat(asked.query()).contains("from=5");
        assertThat(asked.header("content-type")).isEqualTo("application/cbor");
        assertThat(asked.body()).isEqualTo(rule(1).encode());
    }
}
