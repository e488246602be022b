package health.salus.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Something measured, over several runs.
///
/// @param runs one value a run, in `unit`
/// @param limit the bare limit that was measured beside it
public record Figure(String name, String unit, List<Double> runs, Optional<Target> target, Optional<Limit> limit) {

    public Figure {
        runs = List.copyOf(runs);
    }

    /// What the issue asks for.
    public record Target(double value, boolean atLeast) {

        public static Target atLeast(double value) {
            return new Target(value, true);
        }

        public static Target under(double value) {
            return new Target(value, false);
        }

        boolean isMet(double measured) {
            return atLeast ? measured >= value : measured < value;
        }
    }

    /// What nothing on this machine could exceed, in the same unit.
    public record Limit(String name, double value) {}

    public double median() {
        List<Double> sorted = runs.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double smallest() {
        return runs.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    double largest() {
        return runs.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /// A row of the page's table.
    String row() {
        String asked = target.map(it -> (it.atLeast() ? "at least " : "under ") + number(it.value()))
                .orElse("");
        String verdict =
                target.map(it -> it.isMet(median()) ? "met" : "**not met**").orElse("");
        String beside = limit.map(it -> it.name() + ": " + number(it.value())).orElse("");
        return String.join(
                " | ",
                "| " + name,
                unit,
                number(median()),
                number(smallest()) + " to " + number(largest()),
                asked,
                verdict,
                beside + " |");
    }

    static String number(double value) {
        String format = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 1 ? "%,.1f" : "%,.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
