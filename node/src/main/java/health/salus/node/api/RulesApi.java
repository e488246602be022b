package health.salus.node.api;

import health.salus.client.api.RehearsalPage;
import health.salus.client.api.RulePage;
import health.salus.client.api.RuleSummary;
import health.salus.client.api.RuleVersion;
import health.salus.client.rule.RuleFile;
import health.salus.contracts.policy.Policies;
import health.salus.contracts.policy.RuleDefinition;
import health.salus.contracts.policy.RuleId;
import health.salus.contracts.policy.RuleInForce;
import health.salus.contracts.policy.RuleRecord;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.StateReader;
import health.salus.node.NodeRuntime;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The rules that the consortium wrote itself, with their tests, for whoever is signed in: they are about everybody,
/// and
/// about nobody in particular. Trying drafts on the past is for administrators of the node.
@RestController
final class RulesApi {

    private static final int PAGE = 100;

    private final NodeRuntime node;
    private final RuleRehearsals rehearsals;

    RulesApi(NodeRuntime node) {
        this.node = node;
        this.rehearsals = new RuleRehearsals(node.ledger(), node.network());
    }

    /// @param after how many were seen already
    @GetMapping("/api/rules")
    RulePage rules(@RequestParam(defaultValue = "0") int after) {
        if (after < 0) {
            throw new SalusException(ErrorCode.MALFORMED, "after is what an earlier answer's next said");
        }
        Policies policies = policies();
        List<RuleRecord> found = policies.rules(after, PAGE + 1);
        return new RulePage(
                found.stream().limit(PAGE).map(each -> summary(policies, each)).toList(),
                Optional.of(Integer.toString(after + PAGE)).filter(_ -> found.size() > PAGE));
    }

    @GetMapping("/api/rules/{rule}")
    RuleSummary rule(@PathVariable String rule) {
        Policies policies = policies();
        RuleId id = new RuleId(rule);
        return policies.rule(id)
                .map(found -> summary(policies, found))
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_RULE, "no rule " + id + " was proposed"));
    }

    @GetMapping("/api/rules/{rule}/versions/{version}")
    RuleVersion version(@PathVariable String rule, @PathVariable long version) {
        var found = require(rule, version);
        return new RuleVersion(
                rule,
                version,
                found.definition().digest(),
                found.definition().encode(),
                found.author(),
                found.member(),
                found.proposedAt(),
                found.height(),
                found.transaction());
    }

    /// As people write it.
    @GetMapping(path = "/api/rules/{rule}/versions/{version}/file", produces = MediaType.APPLICATION_JSON_VALUE)
    String file(@PathVariable String rule, @PathVariable long version) {
        return RuleFile.write(health.salus.client.rule.RuleDefinition.decode(
                require(rule, version).definition().encode()));
    }

    @PostMapping(path = "/api/rules/rehearsals", consumes = MediaType.APPLICATION_CBOR_VALUE)
    RehearsalPage rehearse(HttpServletRequest request, @RequestParam(defaultValue = "0") long from) throws IOException {
        byte[] encoded = request.getInputStream().readNBytes(RuleDefinition.MAX_BYTES + 1);
        return rehearsals.over(RuleDefinition.decode(Octets.wrap(encoded)), from);
    }

    private health.salus.contracts.policy.RuleVersion require(String rule, long version) {
        RuleId id = new RuleId(rule);
        return policies()
                .version(id, version)
                .orElseThrow(() -> new SalusException(
                        ErrorCode.UNKNOWN_RULE, "no version " + version + " of rule " + id + " was proposed"));
    }

    private RuleSummary summary(Policies policies, RuleRecord rule) {
        long next = node.ledger().status().height() + 1;
        return new RuleSummary(
                rule.id().value(),
                rule.latest(),
                Policies.inForce(policies.state(), rule.id(), next).map(RuleInForce::version),
                policies.terms(rule.id()).stream()
                        .map(term -> new RuleSummary.Term(term.version(), term.from(), term.until()))
                        .toList());
    }

    private Policies policies() {
        StateReader state = node.network().state();
        return Policies.of(state);
    }
}
