package health.salus.node.api;

import health.salus.client.api.Me;
import health.salus.client.api.Organisation;
import health.salus.client.api.Organisations;
import health.salus.contracts.identity.PrincipalRecord;
import health.salus.contracts.identity.Subjects;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.StateReader;
import health.salus.node.NodeRuntime;
import health.salus.platform.identity.OrganisationIndex;
import health.salus.platform.identity.Principals;
import health.salus.portal.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Who the caller is, and which organisations there are.
@RestController
final class PeopleApi {

    private static final int MAX_ORGANISATIONS = 200;

    private final NodeRuntime node;
    private final ApiCallers callers;
    private final Principals principals;
    private final OrganisationIndex organisations;
    private final TimeSource time;

    PeopleApi(NodeRuntime node, ApiCallers callers, TimeSource time) {
        this.node = node;
        this.callers = callers;
        this.principals = new Principals(node.network(), time);
        this.organisations = new OrganisationIndex(node.network());
        this.time = time;
    }

    @GetMapping("/api/me")
    Me me() {
        Caller caller = callers.caller();
        StateReader state = node.network().state();
        PrincipalRecord principal = principals
                .find(caller.principal())
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_PRINCIPAL, "the caller is not registered"));
        Instant now = time.now();
        Optional<SubjectId> subject =
                Subjects.of(state).actedForBy(principal.id(), now).stream().findFirst();
        return new Me(
                principal.id(),
                principal.kind().name().toLowerCase(Locale.ROOT),
                principal.organisation(),
                subject,
                PrincipalShapes.keys(state, principal.id(), now));
    }

    /// All of them fit a page: a network has members by the dozen, and organisations by the hundred.
    @GetMapping("/api/organisations")
    Organisations organisations(@RequestParam(defaultValue = "") String name) {
        callers.caller();
        List<Organisation> found = organisations.search(name, MAX_ORGANISATIONS).stream()
                .map(each -> new Organisation(each.id(), each.name(), each.host()))
                .toList();
        return new Organisations(found, Optional.empty());
    }
}
