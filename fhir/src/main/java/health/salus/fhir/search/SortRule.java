package health.salus.fhir.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One parameter of `_sort` (R4 search.html#sort). Where a resource has several values the first in the order counts;
/// those without a value come last, whichever way.
record SortRule(String name, boolean descending) {
    static SortRule read(String text) {
        return text.startsWith("-") ? new SortRule(text.substring(1), true) : new SortRule(text, false);
    }

    @Override
    public String toString() {
        return descending ? "-" + name : name;
    }

    /// Whether values of the parameter have an order.
    static boolean orders(SearchParameter parameter) {
        return parameter.type() != ParameterType.COMPOSITE;
    }

    int compare(Optional<Key> one, Optional<Key> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        return descending ? other.get().compareTo(one.get()) : one.get().compareTo(other.get());
    }

    /// What a resource is sorted by.
    Optional<Key> key(ResourceNode resource) {
        return switch (name) {
            case Criterion.ID -> Optional.of(Key.of(resource.id()));
            case Criterion.LAST_UPDATED ->
                Optional.of(Key.of(TimeRange.at(resource.lastUpdated()).from()));
            default ->
                SearchModel.r4().parameter(resource.type(), name).flatMap(found -> first(found, resource.json()));
        };
    }

    private Optional<Key> first(SearchParameter parameter, JsonNode resource) {
        FirstKey first = new FirstKey(descending);
        for (ElementPath path : parameter.paths()) {
            path.forEach(resource, value -> first.offer(key(parameter.type(), path.type(), value)));
        }
        return Optional.ofNullable(first.key);
    }

    private @Nullable Key key(ParameterType kind, String type, JsonNode value) {
        return switch (kind) {
            case DATE -> date(type, value);
            case NUMBER, QUANTITY -> number(value);
            case STRING, TOKEN, REFERENCE, URI -> text(value);
            case COMPOSITE -> null;
        };
    }

    private @Nullable Key date(String type, JsonNode value) {
        TimeRange range = DateOperand.range(type, value);
        return range == null ? null : Key.of(descending ? range.to() : range.from());
    }

    private static @Nullable Key number(JsonNode value) {
        BigDecimal number = value.isNumber() ? Json.number(value) : Json.number(value, "value");
        return number == null ? null : new Key(0, number, "");
    }

    /// The first text in the value, which for a coded one is its code, for a name the family name.
    private static @Nullable Key text(JsonNode value) {
        if (value.isValueNode()) {
            return value.isNull() ? null : Key.of(FoldedText.fold(value.asText()));
        }
        for (String member : new String[] {"code", "family", "value", "reference", "text", "display", "city"}) {
            String found = Json.text(value, member);
            if (found != null) {
                return Key.of(FoldedText.fold(found));
            }
        }
        JsonNode coding = value.path("coding").path(0);
        return coding.isObject() ? text(coding) : null;
    }

    /// The value that comes first among those of one resource.
    private static final class FirstKey {
        private final boolean descending;
        private @Nullable Key key;

        FirstKey(boolean descending) {
            this.descending = descending;
        }

        void offer(@Nullable Key offered) {
            if (offered == null) {
                return;
            }
            Key held = key;
            boolean earlier = held == null || (descending ? offered.compareTo(held) > 0 : offered.compareTo(held) < 0);
            if (earlier) {
                key = offered;
            }
        }
    }

    /// A value in an order: of time, of numbers or of text; the other two are alike in all values of one parameter.
    record Key(long time, BigDecimal number, String text) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparingLong(Key::time).thenComparing(Key::number).thenComparing(Key::text);

        static Key of(long time) {
            return new Key(time, BigDecimal.ZERO, "");
        }

        static Key of(String text) {
            return new Key(0, BigDecimal.ZERO, text);
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
