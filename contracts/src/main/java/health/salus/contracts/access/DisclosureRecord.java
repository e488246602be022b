package health.salus.contracts.access;

import health.salus.contracts.consent.Reader;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.SessionId;
import java.time.Instant;
import java.util.List;

/// A disclosure in the patient's list.
///
/// @param attestedBy the member whose word it is
/// @param outsideSession shown before the session was open or after it ended: an irregularity, which a node reports
///     rather than hides
/// @param deferred read in downtime and recorded later
/// @param transaction that recorded it; it may name other patients as well, so its receipt is for the member
public record DisclosureRecord(
        SessionId session,
        Reader reader,
        MemberId attestedBy,
        List<ShownGroup> shown,
        Digest resources,
        Instant time,
        boolean emergency,
        boolean outsideSession,
        boolean deferred,
        long height,
        Digest transaction) {

    public DisclosureRecord {
        shown = List.copyOf(shown);
    }

    /// How many resources were shown.
    public long count() {
        return ShownGroup.total(shown);
    }
}
