package health.salus.contracts.consent;

import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.StateTable;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Every version that a consent ever had: one small value each, written when it comes and when it ends.
record VersionHistory(Turn turn, PrincipalId by) {

    private static final StateTable<VersionRecord> VERSIONS = StateTable.of("consent/version", VersionRecord.class);

    /// The newest ones, oldest of them first.
    static List<VersionRecord> of(StateReader state, ConsentRecord consent, int limit) {
        return LongStream.rangeClosed(Math.max(1, consent.latest() - limit + 1), consent.latest())
                .boxed()
                .flatMap(number -> find(state, consent.subject(), consent.id(), number).stream())
                .toList();
    }

    private static Optional<VersionRecord> find(StateReader state, SubjectId subject, ConsentId id, long number) {
        return VERSIONS.get(state, Place.of(subject), id.value(), Long.toString(number));
    }

    static StateKey key(SubjectId subject, ConsentId id, long number) {
        return VERSIONS.key(Place.of(subject), id.value(), Long.toString(number));
    }

    /// Follows a consent from one record to the next.
    void follow(ConsentRecord before, ConsentRecord after) {
        VersionRecord.Cause cause = after.isEmpty() ? VersionRecord.Cause.WITHDRAWN : VersionRecord.Cause.REPLACED;
        VersionRecord.Ending ending =
                new VersionRecord.Ending(cause, turn.time(), by, turn.context().transactionId());
        current(before)
                .filter(version -> current(after).noneMatch(kept -> kept.version() == version.version()))
                .flatMap(version -> find(turn.state(), before.subject(), before.id(), version.version()).stream())
                .toList()
                .forEach(version -> put(after, version.ended(ending)));
        after.inForce().ifPresent(version -> put(after, new VersionRecord(version, false, Optional.empty())));
        after.draft().ifPresent(version -> put(after, new VersionRecord(version, true, Optional.empty())));
    }

    private static Stream<ConsentVersion> current(ConsentRecord consent) {
        return Stream.concat(consent.inForce().stream(), consent.draft().stream());
    }

    private void put(ConsentRecord consent, VersionRecord version) {
        VERSIONS.put(
                turn.state(),
                version,
                Place.of(consent.subject()),
                consent.id().value(),
                Long.toString(version.version().version()));
    }
}
