package health.salus.node.local;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.TimeSource;
import health.salus.node.local.LocalStore.Change;
import health.salus.node.local.LocalStore.Space;
import health.salus.platform.records.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The outbox on the node's disk.
public final class RocksOutbox implements Outbox {

    /// How long a client may come back with the same idempotency key and get the same answer.
    private static final Duration RETENTION = Duration.ofDays(7);

    /// At a time; what is left goes the next time.
    private static final int MAX_FORGOTTEN = 100_000;

    private static final RecordCodec<Kept> CODEC = RecordCodec.of(Kept.class);

    private static final RecordCodec<Name> NAMES = RecordCodec.of(Name.class);

    private record Kept(Promise promise, Instant since) {}

    /// Another name of what was put under a key at one time. What is put there later, when nothing came of the
    /// first, is
    /// not what the name was given to.
    ///
    /// @param result digest of that result
    private record Name(Digest key, Digest result, Instant since) {}

    private final LocalStore store;
    private final TimeSource time;

    public RocksOutbox(LocalStore store, TimeSource time) {
        this.store = store;
        this.time = time;
    }

    @Override
    public Optional<Promise> find(Digest key) {
        return kept(key)
                .or(() -> store.get(Space.OUTBOX_NAMES, key.octets())
                        .map(NAMES::decode)
                        .flatMap(name -> kept(name.key)
                                .filter(kept -> name.result.equals(Digest.sha256(kept.promise.result())))))
                .map(Kept::promise);
    }

    @Override
    public void put(Waiting entry, List<Digest> also) {
        Octets name = NAMES.encode(new Name(entry.key(), Digest.sha256(entry.result()), time.now()));
        store.write(also.stream()
                .map(each -> Change.put(Space.OUTBOX_NAMES, each.octets(), name))
                .toList());
        Kept kept = new Kept(entry, time.now());
        // One log for all spaces: what was written before it is durable with it.
        store.putDurably(Space.OUTBOX, entry.key().octets(), CODEC.encode(kept));
    }

    @Override
    public void begin(Digest key, Digest request) {
        Kept begun = new Kept(new Settled(request, Octets.EMPTY), time.now());
        store.put(Space.OUTBOX, key.octets(), CODEC.encode(begun));
    }

    @Override
    public void settle(Digest key) {
        // The envelope is in the log by now; of it, a repetition needs nothing.
        kept(key).ifPresent(kept -> {
            Kept settled = new Kept(new Settled(kept.promise.request(), kept.promise.result()), kept.since);
            store.put(Space.OUTBOX, key.octets(), CODEC.encode(settled));
        });
    }

    @Override
    public void forget(Digest key) {
        store.remove(Space.OUTBOX, List.of(key.octets()));
    }

    @Override
    public List<Waiting> unsettled() {
        Map<Waiting, Instant> found = new HashMap<>();
        store.forEach(Space.OUTBOX, (_, value) -> {
            Kept kept = CODEC.decode(value);
            if (kept.promise instanceof Waiting waiting) {
                found.put(waiting, kept.since);
            }
            return true;
        });
        return found.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void forgetOld() {
        forgetOld(Space.OUTBOX, value -> CODEC.decode(value).since);
        forgetOld(Space.OUTBOX_NAMES, value -> NAMES.decode(value).since);
    }

    private void forgetOld(Space space, Function<Octets, Instant> since) {
        Instant oldest = time.now().minus(RETENTION);
        List<Octets> stale = new ArrayList<>();
        store.forEach(space, (key, value) -> {
            if (since.apply(value).isBefore(oldest)) {
                stale.add(key);
            }
            return stale.size() < MAX_FORGOTTEN;
        });
        store.remove(space, stale);
    }

    private Optional<Kept> kept(Digest key) {
        return store.get(Space.OUTBOX, key.octets()).map(CODEC::decode);
    }
}
