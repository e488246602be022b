package health.salus.client.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Maps the records of this package to JSON and back; the record's declaration is the format, as with
/// [health.salus.kernel.RecordCodec]:
///
/// - a record is an object; an absent `Optional` is an absent member, and an absent `List` reads as an empty one;
/// - a record with one `String` component (an identifier) is a string; an enum is its name in lower case;
/// - an `Instant` is RFC 3339 text in UTC, a `Duration` ISO 8601 text, `Octets` are base64url, a `Digest` is
/// hexadecimal.
///
/// Members that a record does not know are passed over, so that an older client reads a newer node.
public final class ApiJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter PRETTY = MAPPER.writer(SerializationFeature.INDENT_OUTPUT);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ApiJson() {}

    public static <T extends Record> T read(Class<T> type, byte[] json) {
        try {
            return type.cast(value(type, MAPPER.readTree(json), type.getSimpleName()));
        } catch (java.io.IOException malformed) {
            throw new SalusException(ErrorCode.MALFORMED, "the answer is not JSON", malformed);
        }
    }

    public static byte[] write(Record value) {
        try {
            return MAPPER.writeValueAsBytes(node(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    /// For people and for scripts that keep the output: indented.
    public static String pretty(Record value) {
        try {
            return PRETTY.writeValueAsString(node(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    private static Object value(Type type, @Nullable JsonNode node, String place) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return absent(node)
                    ? Optional.empty()
                    : Optional.of(value(generic.getActualTypeArguments()[0], node, place));
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(generic.getActualTypeArguments()[0], node, place);
        }
        if (node == null || node.isNull()) {
            throw malformed(place + " is missing");
        }
        try {
            return plain((Class<?>) type, node, place);
        } catch (DateTimeException | IllegalArgumentException refused) {
            throw new SalusException(ErrorCode.MALFORMED, place + " has a value outside its range", refused);
        }
    }

    private static boolean absent(@Nullable JsonNode node) {
        return node == null || node.isNull();
    }

    private static List<Object> list(Type element, @Nullable JsonNode node, String place) {
        List<Object> items = new ArrayList<>();
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw malformed(place + " is no array");
        }
        for (JsonNode item : node) {
            items.add(value(element, item, place + "[" + items.size() + "]"));
        }
        return List.copyOf(items);
    }

    private static Object plain(Class<?> type, JsonNode node, String place) {
        if (type == long.class || type == Long.class || type == int.class) {
            return integer(type, node, place);
        }
        if (type == boolean.class) {
            require(node.isBoolean(), place + " is not true or false");
            return node.booleanValue();
        }
        if (type.isRecord() && !isText(type)) {
            require(node.isObject(), place + " is no object");
            return construct(type, node, place);
        }
        require(node.isTextual(), place + " is no string");
        return ofText(type, node.textValue(), place);
    }

    private static Object integer(Class<?> type, JsonNode node, String place) {
        require(node.isIntegralNumber() && node.canConvertToLong(), place + " is no integer");
        if (type != int.class) {
            return node.longValue();
        }
        require(node.canConvertToInt(), place + " does not fit in 32 bits");
        return node.intValue();
    }

    private static Object ofText(Class<?> type, String text, String place) {
        if (type == String.class) {
            return text;
        }
        if (type == Instant.class) {
            return Instant.parse(text);
        }
        if (type == Duration.class) {
            return Duration.parse(text);
        }
        if (type == URI.class) {
            return URI.create(text);
        }
        if (type == Octets.class) {
            return Octets.ofBase64Url(text);
        }
        if (type == Digest.class) {
            return Digest.ofHex(text);
        }
        if (type.isEnum()) {
            return constant(type, text, place);
        }
        return construct(type, text);
    }

    private static Object constant(Class<?> type, String text, String place) {
        for (Object constant : type.getEnumConstants()) {
            if (name((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        throw malformed(place + " has no such value");
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static Object construct(Class<?> type, JsonNode node, String place) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            arguments[i] = value(components[i].getGenericType(), node.get(name), place + "." + name);
        }
        return construct(type, arguments);
    }

    private static Object construct(Class<?> type, Object... arguments) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] parameters = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            parameters[i] = components[i].getType();
        }
        try {
            // A record of a command's answer is visible in its own package only.
            Constructor<?> canonical = type.getDeclaredConstructor(parameters);
            canonical.setAccessible(true);
            return canonical.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a constructor failed", refused);
        } catch (ReflectiveOperationException defect) {
            throw new IllegalStateException("a record has its canonical constructor", defect);
        }
    }

    /// Identifiers are strings; a digest is one too, in hexadecimal.
    private static boolean isText(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return type == Digest.class || (components.length == 1 && components[0].getType() == String.class);
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case Long number -> NODES.numberNode(number);
            case Integer number -> NODES.numberNode(number);
            case Boolean flag -> NODES.booleanNode(flag);
            case Octets octets -> NODES.textNode(octets.base64Url());
            case Digest digest -> NODES.textNode(digest.hex());
            case Enum<?> constant -> NODES.textNode(name(constant));
            case List<?> items -> array(items);
            case Record item
            when isText(item.getClass()) ->
                NODES.textNode((String) component(item.getClass().getRecordComponents()[0], item));
            case Record item -> object(item);
            default -> NODES.textNode(value.toString());
        };
    }

    private static ArrayNode array(List<?> items) {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(node(item)));
        return array;
    }

    private static ObjectNode object(Record item) {
        ObjectNode object = NODES.objectNode();
        for (RecordComponent component : item.getClass().getRecordComponents()) {
            Object content = component(component, item);
            if (!(content instanceof Optional<?> optional)) {
                object.set(component.getName(), node(content));
            } else if (optional.isPresent()) {
                object.set(component.getName(), node(optional.get()));
            }
        }
        return object;
    }

    private static Object component(RecordComponent component, Record item) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(item);
        } catch (ReflectiveOperationException defect) {
            throw new IllegalStateException("an accessor failed", defect);
        }
    }

    private static void require(boolean holds, String detail) {
        if (!holds) {
            throw malformed(detail);
        }
    }

    private static SalusException malformed(String detail) {
        return new SalusException(ErrorCode.MALFORMED, "in the answer, " + detail);
    }
}
