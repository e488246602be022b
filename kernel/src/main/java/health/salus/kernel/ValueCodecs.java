package health.salus.kernel;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

///  Builds and keeps the codec of each type.
final class ValueCodecs {

    ///  Guarded by the class's monitor. Holds a codec as soon as its building begins, so that a type may contain
    ///  itself.
    private static final Map<Class<?>, Deferred> KNOWN = new HashMap<>();

    private ValueCodecs() {}

    static synchronized ValueCodec of(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new ListCodec(of(list.getActualTypeArguments()[0]));
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException("no CBOR form for " + type);
        }
        Deferred known = KNOWN.get(plain);
        if (known != null) {
            return known.built.orElse(known);
        }
        Deferred deferred = new Deferred();
        KNOWN.put(plain, deferred);
        try {
            ValueCodec built = build(plain);
            deferred.built = Optional.of(built);
            return built;
        } catch (RuntimeException defect) {
            KNOWN.remove(plain);
            throw defect;
        }
    }

    private static ValueCodec build(Class<?> type) {
        if (type == long.class || type == Long.class) {
            return new Scalar((w, v) -> w.integer((Long) v), CborReader::integer);
        }
        if (type == int.class || type == Integer.class) {
            return new Scalar((w, v) -> w.integer((Integer) v), ValueCodecs::int32);
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Scalar((w, v) -> w.bool((Boolean) v), CborReader::bool);
        }
        if (type == String.class) {
            return new Scalar((w, v) -> w.text((String) v), CborReader::text);
        }
        if (type == Octets.class) {
            return new Scalar((w, v) -> w.bytes((Octets) v), CborReader::bytes);
        }
        if (type == Instant.class) {
            return new Scalar(ValueCodecs::writeInstant, ValueCodecs::readInstant);
        }
        if (type.isEnum()) {
            return new Scalar((w, v) -> w.text(((Enum<?>) v).name()), reader -> constant(type, reader.text()));
        }
        if (type.isSealed() && type.isInterface()) {
            return new SealedCodec(type);
        }
        if (type.isRecord()) {
            return recordCodec(type);
        }
        throw new IllegalArgumentException("no CBOR form for " + type);
    }

    private static ValueCodec recordCodec(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        boolean wrapper = components.length == 1
                && (components[0].getType() == String.class || components[0].getType() == Octets.class);
        return wrapper ? new WrapperCodec(type, components[0]) : new MapCodec(type, Optional.empty());
    }

    private static int int32(CborReader reader) {
        long value = reader.integer();
        if (value != (int) value) {
            throw reader.malformed("the integer does not fit in 32 bits");
        }
        return (int) value;
    }

    private static void writeInstant(CborWriter writer, Object value) {
        Instant instant = (Instant) value;
        writer.array(2).integer(instant.getEpochSecond()).integer(instant.getNano());
    }

    private static Instant readInstant(CborReader reader) {
        if (reader.array() != 2) {
            throw reader.malformed("an instant is [seconds, nanoseconds]");
        }
        long seconds = reader.integer();
        long nanos = reader.integer();
        if (nanos < 0 || nanos > 999_999_999) {
            throw reader.malformed("nanoseconds lie between 0 and 999999999");
        }
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException outOfRange) {
            throw new SalusException(ErrorCode.MALFORMED, "an instant lies beyond the representable range", outOfRange);
        }
    }

    private static Object constant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new SalusException(ErrorCode.MALFORMED, type.getSimpleName() + " has no such constant");
    }

    interface Writing {
        void write(CborWriter writer, Object value);
    }

    interface Reading {
        Object read(CborReader reader);
    }

    record Scalar(Writing writing, Reading reading) implements ValueCodec {
        @Override
        public void write(CborWriter writer, Object value) {
            writing.write(writer, value);
        }

        @Override
        public Object read(CborReader reader) {
            return reading.read(reader);
        }
    }

    record ListCodec(ValueCodec element) implements ValueCodec {
        @Override
        public void write(CborWriter writer, Object value) {
            List<?> list = (List<?>) value;
            writer.array(list.size());
            for (Object item : list) {
                element.write(writer, item);
            }
        }

        @Override
        public Object read(CborReader reader) {
            int size = reader.array();
            List<Object> items = new ArrayList<>(Math.min(size, 1024));
            for (int i = 0; i < size; i++) {
                items.add(element.read(reader));
            }
            return Collections.unmodifiableList(items);
        }
    }

    ///  Stands for a codec that is still being built; complete before the monitor is left, and only read after.
    static final class Deferred implements ValueCodec {

        private Optional<ValueCodec> built = Optional.empty();

        @Override
        public void write(CborWriter writer, Object value) {
            built.orElseThrow().write(writer, value);
        }

        @Override
        public Object read(CborReader reader) {
            return built.orElseThrow().read(reader);
        }
    }
}
