package health.salus.node.local;

import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.node.local.LocalStore.Space;
import health.salus.platform.audit.DisclosureJournal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The journal of disclosures on the node's disk, in the order in which things were shown.
public final class RocksDisclosureJournal implements DisclosureJournal {

    private static final RecordCodec<Entry> CODEC = RecordCodec.of(Entry.class);

    private final LocalStore store;
    private final AtomicLong next;

    public RocksDisclosureJournal(LocalStore store) {
        this.store = store;
        List<Long> last = new ArrayList<>(List.of(-1L));
        store.forEach(Space.DISCLOSURES, (key, _) -> {
            last.set(0, number(key));
            return true;
        });
        this.next = new AtomicLong(last.getFirst() + 1);
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
    public void reported(List<Numbered> entries) {
        store.remove(
                Space.DISCLOSURES,
                entries.stream().map(each -> key(each.number())).toList());
    }

    private static Octets key(long number) {
        return Octets.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private static long number(Octets key) {
        return key.asReadOnlyBuffer().getLong();
    }
}
