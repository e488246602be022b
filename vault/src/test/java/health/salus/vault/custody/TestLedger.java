package health.salus.vault.custody;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A ledger in miniature: which segments are registered, and which sessions are open to whom.
public final class TestLedger implements ReleaseGuard {

    private final Map<SegmentId, Digest> registered = new ConcurrentHashMap<>();
    private final Map<SessionId, MemberId> open = new ConcurrentHashMap<>();
    private final Set<SegmentId> denied = ConcurrentHashMap.newKeySet();

    public void register(SegmentId segment, Digest manifest) {
        registered.put(segment, manifest);
    }

    public Optional<Digest> manifest(SegmentId segment) {
        return Optional.ofNullable(registered.get(segment));
    }

    public void permit(SessionId session, MemberId reader) {
        open.put(session, reader);
    }

    public void deny(SegmentId segment) {
        denied.add(segment);
    }

    @Override
    public void check(MemberId reader, Optional<SessionId> session, List<SegmentId> segments) {
        if (session.isEmpty() || !reader.equals(open.get(session.get()))) {
            throw new SalusException(ErrorCode.UNKNOWN_SESSION, "no such session");
        }
        for (SegmentId segment : segments) {
            if (denied.contains(segment) || !registered.containsKey(segment)) {
                throw new SalusException(ErrorCode.NOT_COVERED_BY_SESSION, "not covered");
            }
        }
    }
}
