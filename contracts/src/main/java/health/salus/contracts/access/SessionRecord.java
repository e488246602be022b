package health.salus.contracts.access;

import health.salus.contracts.consent.Reader;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A session, as the ledger has it.
///
/// @param readerMember whose node reads for the reader
/// @param height pinned: segments registered later are not covered
/// @param expires its first moment that is not covered any more
/// @param scope the cells that were permitted when it was opened
/// @param transaction that opened it: its receipt proves who opened it, why, and that it was permitted
public record SessionRecord(
        SessionId id,
        SubjectId subject,
        Reader reader,
        MemberId readerMember,
        SessionBasis basis,
        Instant openedAt,
        long height,
        Instant expires,
        List<Covered> scope,
        Optional<Instant> closedAt,
        Digest transaction) {

    public SessionRecord {
        scope = List.copyOf(scope);
    }

    /// Cells of one pseudonym, by their numbers in ascending order.
    public record Covered(SubjectId subject, List<Long> cells) {

        public Covered {
            cells = List.copyOf(cells);
        }
    }

    SessionRecord closed(Instant time) {
        return new SessionRecord(
                id,
                subject,
                reader,
                readerMember,
                basis,
                openedAt,
                height,
                expires,
                scope,
                Optional.of(time),
                transaction);
    }

    public boolean isEmergency() {
        return basis instanceof SessionBasis.BreakGlass;
    }

    boolean covers(SubjectId pseudonym, long cell) {
        return scope.stream()
                .anyMatch(covered ->
                        covered.subject().equals(pseudonym) && covered.cells().contains(cell));
    }
}
