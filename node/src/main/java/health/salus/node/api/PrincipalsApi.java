package health.salus.node.api;

import health.salus.client.api.Principal;
import health.salus.client.api.PrincipalPage;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.PrincipalRecord;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.StateReader;
import health.salus.node.NodeRuntime;
import health.salus.portal.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Whom an organisation registered, for those who act for it, and for the service of the node that hosts it. Patients'
/// names for themselves are among them, so that nobody else is told.
@RestController
final class PrincipalsApi {

    private static final int PAGE = 100;

    private final NodeRuntime node;
    private final ApiCallers callers;
    private final TimeSource time;

    PrincipalsApi(NodeRuntime node, ApiCallers callers, TimeSource time) {
        this.node = node;
        this.callers = callers;
        this.time = time;
    }

    /// @param after how many were seen already
    @GetMapping("/api/principals")
    PrincipalPage principals(
            @RequestParam Optional<OrganisationId> organisation, @RequestParam(defaultValue = "0") int after) {
        Caller caller = callers.readingSomething();
        if (after < 0) {
            throw new SalusException(ErrorCode.MALFORMED, "after is what an earlier answer's next said");
        }
        OrganisationId whose = organisation.orElse(caller.organisation());
        StateReader state = node.network().state();
        Directory directory = Directory.of(state);
        directory.requireOrganisation(whose);
        requireColleague(caller, whose, directory);
        List<PrincipalRecord> found = directory.principals(whose, after, PAGE + 1);
        Instant now = time.now();
        return new PrincipalPage(
                found.stream()
                        .limit(PAGE)
                        .map(each -> PrincipalShapes.principal(state, each, now))
                        .toList(),
                Optional.of(Integer.toString(after + PAGE)).filter(_ -> found.size() > PAGE));
    }

    @GetMapping("/api/principals/{principal}")
    Principal principal(@PathVariable PrincipalId principal) {
        Caller caller = callers.readingSomething();
        StateReader state = node.network().state();
        Directory directory = Directory.of(state);
        PrincipalRecord found = directory.requirePrincipal(principal);
        if (!caller.principal().equals(principal)) {
            requireColleague(caller, found.organisation(), directory);
        }
        return PrincipalShapes.principal(state, found, time.now());
    }

    private static void requireColleague(Caller caller, OrganisationId organisation, Directory directory) {
        PrincipalRecord asking = directory.requirePrincipal(caller.principal());
        // Who works in one patient's record has no business with the others.
        boolean confined = caller.patient().isPresent();
        boolean own =
                asking.kind().representsOrganisation() && asking.organisation().equals(organisation);
        boolean host = asking.speaksFor()
                .filter(member -> directory.hosts(member, organisation))
                .isPresent();
        if (confined || (!own && !host)) {
            throw new SalusException(
                    ErrorCode.NOT_AUTHORISED, "this is for those who act for the organisation, and for its node");
        }
    }
}
