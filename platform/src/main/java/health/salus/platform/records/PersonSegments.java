package health.salus.platform.records;

import health.salus.contracts.access.SessionCheck;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The segments of one person, under each of the person's pseudonyms.
///
/// @param subject the pseudonym that was asked for
record PersonSegments(Segments all, SubjectId subject, List<SubjectId> pseudonyms) {

    private static final int SEGMENTS_A_PAGE = 512;

    static PersonSegments of(StateReader state, SubjectId subject) {
        return new PersonSegments(
                Segments.of(state), subject, Subjects.of(state).linked(subject));
    }

    /// The height of the block that registered the newest; 0 where there is none.
    long newest() {
        long newest = 0;
        for (SubjectId pseudonym : pseudonyms) {
            long count = all.count(pseudonym);
            if (count > 0) {
                SegmentId last = all.of(pseudonym, count - 1, 1).getFirst().segment();
                newest = Math.max(newest, all.find(last).orElseThrow().height());
            }
        }
        return newest;
    }

    /// Those with wanted types that the session covers.
    ///
    /// @throws SalusException when a permission was withdrawn since the session was opened, and nothing is left,
    /// which
    ///     is a refusal and not an empty record
    List<SegmentRecord> covered(SessionCheck check, Predicate<String> types) {
        List<SegmentRecord> covered = new ArrayList<>();
        for (SubjectId pseudonym : pseudonyms) {
            for (long from = 0; from < all.count(pseudonym); from += SEGMENTS_A_PAGE) {
                for (var entry : all.of(pseudonym, from, SEGMENTS_A_PAGE)) {
                    SegmentRecord segment = all.find(entry.segment()).orElseThrow();
                    if (wanted(segment, types) && check.refusal(segment.id()).isEmpty()) {
                        covered.add(segment);
                    }
                }
            }
        }
        if (covered.isEmpty()) {
            refuseIfNothingIsLeft(check, types);
        }
        return covered;
    }

    private void refuseIfNothingIsLeft(SessionCheck check, Predicate<String> types) {
        for (var entry : all.of(subject, 0, SEGMENTS_A_PAGE)) {
            SegmentRecord segment = all.find(entry.segment()).orElseThrow();
            Optional<ErrorCode> refusal = check.refusal(segment.id());
            if (refusal.isPresent() && wanted(segment, types)) {
                throw new SalusException(refusal.get(), "the session does not cover this part of the record any more");
            }
        }
    }

    private static boolean wanted(SegmentRecord segment, Predicate<String> types) {
        return segment.cell().typeGroup().resourceTypes().stream().anyMatch(types);
    }
}
