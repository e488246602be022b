package health.salus.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.rule.RuleDefinition;
import health.salus.client.rule.RuleFile;
import health.salus.kernel.Octets;
import org.junit.jupiter.api.Test;

class RuleTextTest {

    @Test
    void saysAllThatIsProposed() {
        RuleDefinition rule = RuleFile.read(Octets.utf8("""
                {"rule": "access.break-glass", "version": 2, "costLimit": 99,
                 "inputs": {"seconds": "int", "roles": "list(string)"},
                 "clauses": {"permit": {"type": "bool", "cel": "seconds < 60 ||\\n'\\u202e' in roles"}},
                 "tests": [
                   {"name": "short", "given": {"seconds": 59, "roles": []}, "expect": {"permit": true}},
                   {"name": "nothing", "given": {}, "refused": "MALFORMED"}]}
                """));
        assertThat(TransactionText.known(new PolicyCommand.ProposeRule(rule).toCommand()))
                .containsExactly(
                        "propose rule access.break-glass version 2, content with SHA-256 "
                                + rule.digest().hex(),
                        "  written in language 1, at most 99 steps an evaluation",
                        "  asked with seconds, int",
                        "  asked with roles, list(string)",
                        "  answers permit, bool, by",
                        "    \"seconds < 60 ||\\u{a}'\\u{202e}' in roles\"",
                        "  tested: \"short\" gives permit = true for seconds = 59, roles = []",
                        "  tested: \"nothing\" gives the refusal MALFORMED for nothing");
    }
}
