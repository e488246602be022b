package health.salus.vault.resharing;

import health.salus.kernel.MemberId;
import health.salus.kernel.SegmentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The answers of the next set's custodians to one request: what enough of them agree on.
final class TakeoverTally {

    private final int quorum;
    private final Map<List<TakenOver.Held>, List<MoveLedger.Word>> words = new LinkedHashMap<>();
    private final Map<TakenOver.Held, Set<MemberId>> holders = new HashMap<>();

    TakeoverTally(int quorum) {
        this.quorum = quorum;
    }

    /// @param word checked, of exactly these
    void add(List<TakenOver.Held> held, MoveLedger.Word word) {
        words.computeIfAbsent(held, _ -> new ArrayList<>()).add(word);
        held.forEach(each ->
                holders.computeIfAbsent(each, _ -> new LinkedHashSet<>()).add(word.custodian()));
    }

    record Agreed(List<TakenOver.Held> held, List<MoveLedger.Word> words) {}

    /// The most that enough of them signed alike.
    Optional<Agreed> agreed() {
        return words.entrySet().stream()
                .filter(each -> each.getValue().size() >= quorum)
                .max(Comparator.comparingInt(each -> each.getKey().size()))
                .map(each -> new Agreed(each.getKey(), List.copyOf(each.getValue())));
    }

    /// Segments that enough of them hold alike, whatever else each of them holds.
    Set<SegmentId> common() {
        Set<SegmentId> common = new LinkedHashSet<>();
        holders.forEach((held, custodians) -> {
            if (custodians.size() >= quorum) {
                common.add(held.segment());
            }
        });
        return common;
    }
}
