package health.salus.client.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Values in JSON: a timestamp as RFC 3339 text, a duration as ISO 8601 text.
final class ValueJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ValueJson() {}

    static RuleValue read(RuleType type, JsonNode node, String place) {
        return switch (type.form()) {
            case ONE -> scalar(type.of(), node, place);
            case LIST -> {
                require(node.isArray(), place, "an array");
                List<RuleValue> items = new ArrayList<>();
                node.forEach(item -> items.add(scalar(type.of(), item, place + "[" + items.size() + "]")));
                yield new RuleValue.Sequence(items);
            }
            case MAP -> {
                require(node.isObject(), place, "an object");
                TreeMap<String, RuleValue> sorted = new TreeMap<>();
                for (Map.Entry<String, JsonNode> each : node.properties()) {
                    sorted.put(each.getKey(), scalar(type.of(), each.getValue(), place + "." + each.getKey()));
                }
                yield new RuleValue.Mapping(sorted.entrySet().stream()
                        .map(each -> new RuleValue.Entry(each.getKey(), each.getValue()))
                        .toList());
            }
        };
    }

    private static RuleValue scalar(RuleType.Scalar type, JsonNode node, String place) {
        return switch (type) {
            case BOOL -> {
                require(node.isBoolean(), place, "true or false");
                yield new RuleValue.Bool(node.booleanValue());
            }
            case INT -> {
                require(node.isIntegralNumber() && node.canConvertToLong(), place, "a whole number of 64 bits");
                yield new RuleValue.Int(node.longValue());
            }
            case STRING -> {
                require(node.isTextual(), place, "a string");
                yield new RuleValue.Text(node.textValue());
            }
            case TIMESTAMP -> {
                require(node.isTextual(), place, "a time");
                try {
                    yield new RuleValue.Time(Instant.parse(node.textValue()));
                } catch (DateTimeException malformed) {
                    throw refused(place, "a time such as 2026-01-31T08:00:00Z", malformed);
                }
            }
            case DURATION -> {
                require(node.isTextual(), place, "a duration");
                try {
                    yield RuleValue.Span.of(Duration.parse(node.textValue()));
                } catch (DateTimeException malformed) {
                    throw refused(place, "a duration such as PT90M", malformed);
                }
            }
        };
    }

    private static void require(boolean met, String place, String what) {
        if (!met) {
            throw new SalusException(ErrorCode.MALFORMED, place + " is not " + what);
        }
    }

    private static SalusException refused(String place, String what, DateTimeException cause) {
        return new SalusException(ErrorCode.MALFORMED, place + " is not " + what, cause);
    }

    static JsonNode write(RuleValue value) {
        return switch (value) {
            case RuleValue.Bool(boolean flag) -> NODES.booleanNode(flag);
            case RuleValue.Int(long number) -> NODES.numberNode(number);
            case RuleValue.Text(String text) -> NODES.textNode(text);
            case RuleValue.Time(Instant time) -> NODES.textNode(time.toString());
            case RuleValue.Span span -> NODES.textNode(span.duration().toString());
            case RuleValue.Sequence(List<RuleValue> items) -> {
                ArrayNode array = NODES.arrayNode();
                items.forEach(item -> array.add(write(item)));
                yield array;
            }
            case RuleValue.Mapping(List<RuleValue.Entry> entries) -> {
                ObjectNode object = NODES.objectNode();
                entries.forEach(entry -> object.set(entry.key(), write(entry.value())));
                yield object;
            }
        };
    }
}
