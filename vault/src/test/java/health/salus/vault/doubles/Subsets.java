package health.salus.vault.doubles;

import java.util.ArrayList;
import java.util.List;

/// All ways to choose some of a list's elements, in order.
public final class Subsets {

    private Subsets() {}

    public static <T> List<List<T>> ofSize(int size, List<T> from) {
        List<List<T>> chosen = new ArrayList<>();
        for (int mask = 0; mask < 1 << from.size(); mask++) {
            if (Integer.bitCount(mask) == size) {
                List<T> subset = new ArrayList<>(size);
                for (int i = 0; i < from.size(); i++) {
                    if ((mask & 1 << i) != 0) {
                        subset.add(from.get(i));
                    }
                }
                chosen.add(subset);
            }
        }
        return chosen;
    }
}
