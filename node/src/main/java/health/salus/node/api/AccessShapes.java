package health.salus.node.api;

import health.salus.client.api.Access;
import health.salus.contracts.access.DenialRecord;
import health.salus.contracts.access.DisclosureRecord;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.OrganisationRecord;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.ledger.state.StateReader;
import health.salus.platform.audit.HistoryEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Disclosures and refusals in the shape of the API.
final class AccessShapes {

    /// What counts as an access: what was shown, and what was refused.
    static final Set<HistoryEntry.Kind> KINDS = Set.of(HistoryEntry.Kind.SHOWN, HistoryEntry.Kind.REFUSED);

    private static final PrincipalId UNKNOWN = new PrincipalId("unknown");

    private final StateReader state;

    AccessShapes(StateReader state) {
        this.state = state;
    }

    Access access(HistoryEntry entry) {
        return switch (entry) {
            case HistoryEntry.Shown(DisclosureRecord shown, var opening) ->
                new Access(
                        shown.time(),
                        shown.reader().organisation(),
                        name(shown.reader().organisation()),
                        shown.reader().principal(),
                        Optional.empty(),
                        shown.reader().purpose().name(),
                        shown.emergency() ? "emergency" : "shown",
                        shown.shown().stream()
                                .map(group -> new Access.Shown(group.group().name(), group.count()))
                                .toList(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(shown.session()),
                        shown.deferred(),
                        opening);
            case HistoryEntry.Refused(DenialRecord denial) ->
                new Access(
                        denial.time(),
                        denial.organisation(),
                        name(denial.organisation()),
                        denial.actor().orElse(UNKNOWN),
                        Optional.empty(),
                        denial.purpose().map(Enum::name).orElse(""),
                        "refused",
                        List.of(),
                        Optional.of(denial.code().name()),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        denial.refused());
            case HistoryEntry.Opened _, HistoryEntry.Written _ ->
                throw new IllegalArgumentException("an access is a disclosure or a refusal");
        };
    }

    private String name(OrganisationId organisation) {
        return Directory.of(state)
                .organisation(organisation)
                .map(OrganisationRecord::name)
                .orElse(organisation.value());
    }
}
