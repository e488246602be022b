package health.salus.node.local;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.TimeSource;
import health.salus.node.local.LocalStore.Space;
import health.salus.platform.records.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The outbox on the node's disk.
public final class RocksOutbox implements Outbox {

    /// How long a client may come back with the same idempotency key and get the same answer.
    private static final Duration RETENTION = Duration.ofDays(7);

    private static final RecordCodec<Kept> CODEC = RecordCodec.of(Kept.class);

    private record Kept(Entry entry, Instant since, boolean settled) {}

    private final LocalStore store;
    private final TimeSource time;

    public RocksOutbox(LocalStore store, TimeSource time) {
        this.store = store;
        this.time = time;
    }

    @Override
    public Optional<Entry> find(Digest key) {
        return kept(key).map(Kept::entry);
    }

    @Override
    public void put(Entry entry) {
        Kept kept = new Kept(entry, time.now(), false);
        store.putDurably(Space.OUTBOX, entry.key().octets(), CODEC.encode(kept));
    }

    @Override
    public void settle(Digest key) {
        kept(key).ifPresent(kept -> {
            Kept settled = new Kept(kept.entry, kept.since, true);
            store.put(Space.OUTBOX, key.octets(), CODEC.encode(settled));
        });
    }

    @Override
    public void forget(Digest key) {
        store.remove(Space.OUTBOX, List.of(key.octets()));
    }

    @Override
    public List<Entry> unsettled() {
        Instant oldest = time.now().minus(RETENTION);
        List<Kept> found = new ArrayList<>();
        List<Octets> stale = new ArrayList<>();
        store.forEach(Space.OUTBOX, (key, value) -> {
            Kept kept = CODEC.decode(value);
            if (!kept.settled) {
                found.add(kept);
            } else if (kept.since.isBefore(oldest)) {
                stale.add(key);
            }
            return true;
        });
        store.remove(Space.OUTBOX, stale);
        return found.stream()
                .sorted(Comparator.comparing(Kept::since))
                .map(Kept::entry)
                .toList();
    }

    private Optional<Kept> kept(Digest key) {
        return store.get(Space.OUTBOX, key.octets()).map(CODEC::decode);
    }
}
