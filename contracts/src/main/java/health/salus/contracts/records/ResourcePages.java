package health.salus.contracts.records;

import health.salus.contracts.records.ResourceVersions.Step;
import health.salus.contracts.rules.Require;
import health.salus.kernel.Octets;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.state.WorldState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The current versions of the resources of each locality, in pages that divide as they fill (decision 0098): importing
/// a whole life writes some dozens of values, and not one for each resource.
///
/// Resources are never taken out, so how the pages lie follows from which resources there are, in whatever order they
/// came. Where a resource lies is a hash of its key, which whoever writes could choose.
final class ResourcePages {

    /// What one command may have to write anew. An import of a whole life writes one; changes here and there in the
    /// longest records some, which then go in several commands.
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final Comparator<Placed> BY_PLACE = Comparator.comparing(
                    (Placed placed) -> placed.change.key().locality().tag())
            .thenComparing(Placed::place);

    private final WorldState state;
    private long bytes;

    /// @param index of the change in its command
    private record Placed(ResourcePlace place, ResourceChange change, int index) {}

    ResourcePages(WorldState state) {
        this.state = state;
    }

    static Optional<ResourceVersion> find(StateReader state, ResourceKey key) {
        ResourcePlace wanted = ResourcePlace.of(key);
        PagePlace place = PagePlace.top(key.locality());
        Optional<Octets> page = state.get(place.stateKey());
        while (page.isPresent() && ResourcePage.isDivided(page.get())) {
            place = place.towards(wanted);
            page = state.get(place.stateKey());
        }
        PagePlace at = place;
        return page.flatMap(found -> ResourcePage.find(at.locality(), found, wanted));
    }

    /// @param changes of different resources; the step is asked in the order of their places
    void change(List<ResourceChange> changes, Step step) {
        List<Placed> placed = IntStream.range(0, changes.size())
                .mapToObj(i -> new Placed(ResourcePlace.of(changes.get(i).key()), changes.get(i), i))
                .sorted(BY_PLACE)
                .toList();
        forRuns(
                placed,
                one -> one.change.key().locality(),
                run -> change(PagePlace.top(run.getFirst().change.key().locality()), run, step));
    }

    private void change(PagePlace at, List<Placed> changes, Step step) {
        Optional<Octets> stored = state.get(at.stateKey());
        if (stored.isPresent() && ResourcePage.isDivided(stored.get())) {
            forRuns(changes, one -> at.digit(one.place), run -> change(at.towards(run.getFirst().place), run, step));
            return;
        }
        SortedMap<ResourcePlace, ResourceVersion> page =
                stored.map(found -> ResourcePage.decode(at.locality(), found)).orElseGet(TreeMap::new);
        for (Placed one : changes) {
            page.put(one.place, step.after(one.change, one.index, Optional.ofNullable(page.get(one.place))));
        }
        put(at, List.copyOf(page.entrySet()));
    }

    private void put(PagePlace at, List<Map.Entry<ResourcePlace, ResourceVersion>> page) {
        if (page.size() <= ResourcePage.MAX_RESOURCES) {
            Octets encoded = ResourcePage.encode(at.locality(), page);
            bytes += encoded.length();
            Require.atMost(MAX_BYTES, bytes, "bytes of resource pages a command: write in several");
            state.put(at.stateKey(), encoded);
            return;
        }
        state.put(at.stateKey(), ResourcePage.DIVIDED);
        forRuns(
                page,
                entry -> at.digit(entry.getKey()),
                run -> put(at.towards(run.getFirst().getKey()), run));
    }

    /// Hands over each run of neighbours that have the same of something.
    private static <T> void forRuns(List<T> ordered, Function<T, Object> what, Consumer<List<T>> each) {
        int from = 0;
        for (int to = 1; to <= ordered.size(); to++) {
            if (to == ordered.size() || !what.apply(ordered.get(to)).equals(what.apply(ordered.get(from)))) {
                each.accept(ordered.subList(from, to));
                from = to;
            }
        }
    }
}
