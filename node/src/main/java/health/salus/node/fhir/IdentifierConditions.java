package health.salus.node.fhir;

import health.salus.contracts.identity.Subjects;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersions;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Identified;
import health.salus.fhir.record.ResourceId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.StateReader;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.network.Network;
import java.util.List;
import java.util.Optional;

/// Decides conditions on identifiers. Where a condition leads to a patient whom the caller has nothing to do with, it
/// is refused without an address, and the attempt is in that patient's list.
final class IdentifierConditions {

    private final Network network;
    private final IdentifierHolders holders;
    private final AccessSessions sessions;
    private final TimeSource time;

    IdentifierConditions(Network network, IdentifierHolders holders, AccessSessions sessions, TimeSource time) {
        this.network = network;
        this.holders = holders;
        this.sessions = sessions;
        this.time = time;
    }

    /// @throws SalusException `NO_CARE_RELATION` or `TOKEN_FOR_ANOTHER_PATIENT`, which tell that there is somebody and
    ///     not who
    List<List<ResourceId>> matches(Caller caller, List<Identified> wanted) {
        List<List<ResourceId>> matches = holders.decided(caller.principal(), wanted);
        matches.forEach(found -> requireOwn(caller, found));
        return matches;
    }

    private void requireOwn(Caller caller, List<ResourceId> found) {
        StateReader state = network.state();
        Optional<ErrorCode> refused = Optional.empty();
        for (SubjectId subject : subjects(state, found)) {
            Optional<ErrorCode> refusal = refusal(state, caller, subject);
            if (refusal.isPresent()) {
                sessions.deny(PlatformRecordService.requester(caller), Optional.of(subject), refusal.get());
                refused = refusal;
            }
        }
        if (refused.isPresent()) {
            throw new SalusException(refused.get(), "the condition is met by a record that is not this caller's");
        }
    }

    private static List<SubjectId> subjects(StateReader state, List<ResourceId> found) {
        return found.stream()
                .flatMap(id -> ResourceVersions.of(state).current(ResourceKey.of(id.type(), id.id())).stream())
                .flatMap(version -> Segments.of(state).find(version.segment()).stream())
                .map(SegmentRecord::subject)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private Optional<ErrorCode> refusal(StateReader state, Caller caller, SubjectId subject) {
        Subjects subjects = Subjects.of(state);
        if (caller.patient().isPresent()) {
            boolean own = subjects.linked(caller.patient().get()).contains(subject);
            return own ? Optional.empty() : Optional.of(ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
        }
        return subjects.isCaredForBy(subject, caller.organisation(), time.now())
                ? Optional.empty()
                : Optional.of(ErrorCode.NO_CARE_RELATION);
    }
}
