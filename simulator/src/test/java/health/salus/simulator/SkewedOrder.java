package health.salus.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/// In place of [List#copyOf] where [PlantedBug#SKEWED_ORDER] is planted.
public final class SkewedOrder {

    private static final int ONE_IN = 40;

    private static int calls;

    private SkewedOrder() {}

    /// Now and then exchanges the first and the last item.
    public static <T> List<T> copyOf(Collection<? extends T> items) {
        List<T> copy = new ArrayList<>(items);
        if (++calls % ONE_IN == 0 && copy.size() > 1) {
            Collections.swap(copy, 0, copy.size() - 1);
        }
        return List.copyOf(copy);
    }
}
