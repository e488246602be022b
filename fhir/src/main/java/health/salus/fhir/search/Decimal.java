package health.salus.fhir.search;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A number with a prefix, as a query writes it (R4 search.html#number).
///
/// @param margin half of what the last digit stands for: without a prefix, 5.4 means all that rounds to it
record Decimal(Prefix prefix, BigDecimal value, BigDecimal margin) {
    private static final Pattern SYNTAX = Pattern.compile("[+-]?\\d{1,40}(?:\\.\\d{1,40})?(?:[eE][+-]?\\d{1,3})?");
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal TENTH = new BigDecimal("0.1");

    /// A stretch of numbers with both its ends in it, either of which may be open.
    record Interval(@Nullable BigDecimal from, @Nullable BigDecimal to) {
        static Interval at(BigDecimal value) {
            return new Interval(value, value);
        }

        /// What a quantity's comparator makes of its value.
        static Interval of(BigDecimal value, @Nullable String comparator) {
            return switch (comparator) {
                case "<", "<=" -> new Interval(null, value);
                case ">", ">=" -> new Interval(value, null);
                case null, default -> at(value);
            };
        }
    }

    /// The number, or null for what is none.
    static @Nullable Decimal read(String text) {
        Prefix.Prefixed prefixed = Prefix.read(text);
        if (!SYNTAX.matcher(prefixed.text()).matches()) {
            return null;
        }
        BigDecimal value = new BigDecimal(prefixed.text());
        BigDecimal unit = value.ulp();
        // As the page has it, 1e2 has two significant digits: it stands for 95 to 105.
        boolean single = value.scale() < 0 && value.precision() == 1;
        BigDecimal margin = (single ? unit.multiply(TENTH) : unit).multiply(HALF);
        return new Decimal(prefixed.prefix(), value, margin);
    }

    boolean matches(Interval target) {
        BigDecimal from = target.from();
        BigDecimal to = target.to();
        return switch (prefix) {
            case EQ -> within(from, to);
            case NE -> !within(from, to);
            case GT -> to == null || to.compareTo(value) > 0;
            case LT -> from == null || from.compareTo(value) < 0;
            case GE -> to == null || to.compareTo(value) >= 0;
            case LE -> from == null || from.compareTo(value) <= 0;
            case SA -> from != null && from.compareTo(value) > 0;
            case EB -> to != null && to.compareTo(value) < 0;
            case AP -> overlaps(from, to, value.abs().multiply(TENTH));
        };
    }

    private boolean within(@Nullable BigDecimal from, @Nullable BigDecimal to) {
        return from != null
                && to != null
                && from.compareTo(value.subtract(margin)) >= 0
                && to.compareTo(value.add(margin)) < 0;
    }

    private boolean overlaps(@Nullable BigDecimal from, @Nullable BigDecimal to, BigDecimal tolerance) {
        return (from == null || from.compareTo(value.add(tolerance)) <= 0)
                && (to == null || to.compareTo(value.subtract(tolerance)) >= 0);
    }

    /// 1.0 and 1.00 ask for different things, 1 and +1 do not.
    String normalised() {
        boolean exact = prefix != Prefix.EQ && prefix != Prefix.NE;
        String number = exact ? value.stripTrailingZeros().toString() : value.toString();
        return prefix.code() + number;
    }
}
