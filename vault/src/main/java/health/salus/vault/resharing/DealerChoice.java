package health.salus.vault.resharing;

import health.salus.kernel.MemberId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who of the old set deals: those that were blamed least, and of these the first. A receiver may blame wrongly, so
/// nobody
/// is ruled out by it; but who gives nothing is blamed by every honest receiver, again and again.
final class DealerChoice {

    private final Circle from;
    private final Map<MemberId, Integer> blames = new HashMap<>();

    DealerChoice(Circle from) {
        this.from = from;
    }

    /// In the order of their places.
    List<MemberId> dealers() {
        return from.members().stream()
                .sorted(Comparator.comparingInt(this::blames).thenComparingInt(from::placeOf))
                .limit(from.threshold())
                .sorted(Comparator.comparingInt(from::placeOf))
                .toList();
    }

    private int blames(MemberId dealer) {
        return blames.getOrDefault(dealer, 0);
    }

    void blame(MemberId dealer) {
        blames.merge(dealer, 1, Integer::sum);
    }
}
