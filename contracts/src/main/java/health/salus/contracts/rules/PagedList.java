package health.salus.contracts.rules;

import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.state.WorldState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A list in the state that only grows, kept in pages, so that an append to a list of a hundred thousand items writes
/// one small value and not one huge one.
public final class PagedList<T> {

    /// A page of segment entries is then about 4 kB: what one append rewrites at most, per page that it touches.
    public static final int PAGE_ITEMS = 64;

    private final StateTable<Head> heads;
    private final StateTable<Page> pages;
    private final RecordCodec<T> codec;

    private PagedList(String space, Class<T> type) {
        this.heads = StateTable.of(space, Head.class);
        this.pages = StateTable.of(space + "/page", Page.class);
        this.codec = RecordCodec.of(type);
    }

    private record Head(long size) {}

    private record Page(List<Octets> items) {}

    public static <T> PagedList<T> of(String space, Class<T> type) {
        return new PagedList<>(space, type);
    }

    public long size(StateReader state, Place place) {
        return heads.get(state, place).map(Head::size).orElse(0L);
    }

    /// Up to `limit` items from position `from` on.
    public List<T> slice(StateReader state, Place place, long from, int limit) {
        long end = Math.min(size(state, place), from + limit);
        List<T> found = new ArrayList<>();
        for (long position = from; position < end; ) {
            List<Octets> items = page(state, place, position / PAGE_ITEMS);
            for (int i = (int) (position % PAGE_ITEMS); i < items.size() && position < end; i++, position++) {
                found.add(codec.decode(items.get(i)));
            }
        }
        return found;
    }

    /// Hands over all items in order, a page at a time.
    public void forEach(StateReader state, Place place, Consumer<T> consumer) {
        long size = size(state, place);
        for (long number = 0; number * PAGE_ITEMS < size; number++) {
            page(state, place, number).forEach(item -> consumer.accept(codec.decode(item)));
        }
    }

    public void append(WorldState state, Place place, List<T> added) {
        if (added.isEmpty()) {
            return;
        }
        long size = size(state, place);
        int next = 0;
        while (next < added.size()) {
            long number = (size + next) / PAGE_ITEMS;
            List<Octets> items = new ArrayList<>(page(state, place, number));
            while (items.size() < PAGE_ITEMS && next < added.size()) {
                items.add(codec.encode(added.get(next++)));
            }
            pages.put(state, new Page(items), place, Long.toString(number));
        }
        heads.put(state, new Head(size + added.size()), place);
    }

    private List<Octets> page(StateReader state, Place place, long number) {
        return pages.get(state, place, Long.toString(number)).map(Page::items).orElse(List.of());
    }
}
