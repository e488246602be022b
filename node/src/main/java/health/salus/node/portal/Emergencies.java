package health.salus.node.portal;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.node.local.LocalStore;
import health.salus.node.local.LocalStore.Space;
import health.salus.portal.Caller;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Records that were opened in an emergency, and why. The reason is a person's own words: it stays with the
/// organisation, in a store that can be erased, for the review that follows; the ledger has a code.
final class Emergencies {

    private static final RecordCodec<Reason> CODEC = RecordCodec.of(Reason.class);

    private final LocalStore store;
    private final TimeSource time;
    private final Map<Key, Instant> open = new ConcurrentHashMap<>();

    private record Key(PrincipalId principal, Digest session, SubjectId subject) {}

    /// Why somebody broke the glass.
    record Reason(PrincipalId principal, Instant at, String text) {}

    Emergencies(LocalStore store, TimeSource time) {
        this.store = store;
        this.time = time;
    }

    void opened(Caller caller, SubjectId subject, SessionId session, Instant until, String reason) {
        Reason kept = new Reason(caller.principal(), time.now(), reason);
        store.putDurably(Space.EMERGENCIES, Octets.utf8(session.value()), CODEC.encode(kept));
        Instant now = time.now();
        open.values().removeIf(now::isAfter);
        open.put(key(caller, subject), until);
    }

    boolean isOpen(Caller caller, SubjectId subject) {
        return Optional.ofNullable(open.get(key(caller, subject)))
                .filter(until -> time.now().isBefore(until))
                .isPresent();
    }

    Optional<Reason> reason(SessionId session) {
        return store.get(Space.EMERGENCIES, Octets.utf8(session.value())).map(CODEC::decode);
    }

    private static Key key(Caller caller, SubjectId subject) {
        return new Key(caller.principal(), caller.evidence().tokenHash(), subject);
    }
}
