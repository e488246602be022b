package health.salus.node.local;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.node.local.LocalStore.Change;
import health.salus.node.local.LocalStore.Space;
import health.salus.platform.audit.DisclosureJournal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal of disclosures on the node's disk, in the order in which things were shown.
public final class RocksDisclosureJournal implements DisclosureJournal {

    private static final RecordCodec<Entry> CODEC = RecordCodec.of(Entry.class);
    private static final RecordCodec<Report> REPORTS = RecordCodec.of(Report.class);
    private static final Octets UNDER_WAY = Octets.utf8("disclosures/under-way");
    private static final Logger LOG = LoggerFactory.getLogger(RocksDisclosureJournal.class);

    private final LocalStore store;
    private final AtomicLong next;
    private final AtomicLong refused = new AtomicLong();

    public RocksDisclosureJournal(LocalStore store) {
        this.store = store;
        this.next = new AtomicLong();
        store.forEach(Space.DISCLOSURES, (key, _) -> {
            next.set(number(key) + 1);
            return true;
        });
        store.forEach(Space.REFUSED_DISCLOSURES, (key, _) -> {
            // A number is not given again while something is kept under it.
            next.accumulateAndGet(number(key) + 1, Math::max);
            refused.incrementAndGet();
            return true;
        });
    }

    @Override
    public void append(Entry entry, boolean forced) {
        Octets key = key(next.getAndIncrement());
        Octets value = CODEC.encode(entry);
        if (forced) {
            store.putDurably(Space.DISCLOSURES, key, value);
        } else {
            store.put(Space.DISCLOSURES, key, value);
        }
    }

    @Override
    public List<Numbered> unreported(int limit) {
        List<Numbered> found = new ArrayList<>();
        store.forEach(Space.DISCLOSURES, (key, value) -> {
            found.add(new Numbered(number(key), CODEC.decode(value)));
            return found.size() < limit;
        });
        return found;
    }

    @Override
    public Optional<Report> underWay() {
        return store.get(Space.MARKS, UNDER_WAY).map(REPORTS::decode);
    }

    /// With it, all entries that were written before it are on the disk.
    @Override
    public void begin(Report report) {
        store.putDurably(Space.MARKS, UNDER_WAY, REPORTS.encode(report));
    }

    @Override
    public void reported(List<Long> entries) {
        List<Change> changes = new ArrayList<>();
        entries.forEach(number -> changes.add(Change.remove(Space.DISCLOSURES, key(number))));
        changes.add(Change.remove(Space.MARKS, UNDER_WAY));
        store.write(changes);
    }

    @Override
    public void abandon() {
        store.remove(Space.MARKS, List.of(UNDER_WAY));
    }

    @Override
    public void setAside(List<Long> entries, ErrorCode refusal) {
        List<Change> changes = new ArrayList<>();
        long moved = 0;
        for (Long number : entries) {
            Optional<Octets> entry = store.get(Space.DISCLOSURES, key(number));
            if (entry.isPresent()) {
                changes.add(Change.put(Space.REFUSED_DISCLOSURES, key(number), entry.get()));
                changes.add(Change.remove(Space.DISCLOSURES, key(number)));
                moved++;
            }
        }
        changes.add(Change.remove(Space.MARKS, UNDER_WAY));
        store.write(changes);
        LOG.warn(
                "the ledger refused {} entries of the journal of disclosures ({}); {} are set aside",
                moved,
                refusal,
                refused.addAndGet(moved));
    }

    @Override
    public long refused() {
        return refused.get();
    }

    private static Octets key(long number) {
        return Octets.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private static long number(Octets key) {
        return key.asReadOnlyBuffer().getLong();
    }
}
