package health.salus.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

///  A record as a map from component name to value, keys in the order of their encoded bytes.
final class MapCodec implements ValueCodec {

    static final String TYPE_KEY = "type";

    ///  `codec` is null for the `type` key only, which has no component behind it.
    private record Field(
            Octets encodedKey,
            String name,
            int position,
            boolean optional,
            @Nullable MethodHandle accessor,
            @Nullable ValueCodec codec) {}

    private final Class<?> type;
    private final Optional<String> typeName;
    private final List<Field> fields;
    private final MethodHandle constructor;
    private final int componentCount;

    MapCodec(Class<?> type, Optional<String> typeName) {
        this.type = type;
        this.typeName = typeName;
        RecordComponent[] components = type.getRecordComponents();
        this.componentCount = components.length;
        List<Field> found = new ArrayList<>();
        Class<?>[] parameters = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            parameters[i] = components[i].getType();
            found.add(field(components[i], i));
        }
        if (typeName.isPresent()) {
            found.add(new Field(encodedKey(TYPE_KEY), TYPE_KEY, -1, false, null, null));
        }
        found.sort(Comparator.comparing(Field::encodedKey));
        this.fields = List.copyOf(found);
        this.constructor = Access.constructor(type, parameters);
    }

    private static Field field(RecordComponent component, int position) {
        Type declared = component.getGenericType();
        boolean optional = component.getType() == Optional.class;
        Type content = optional ? ((ParameterizedType) declared).getActualTypeArguments()[0] : declared;
        return new Field(
                encodedKey(component.getName()),
                component.getName(),
                position,
                optional,
                Access.accessor(component),
                ValueCodecs.of(content));
    }

    private static Octets encodedKey(String name) {
        return new CborWriter().text(name).toOctets();
    }

    @Override
    public void write(CborWriter writer, Object value) {
        @Nullable Object[] values = new Object[fields.size()];
        int present = 0;
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            values[i] = field.accessor == null
                    ? typeName.orElseThrow()
                    : unwrap(field, Access.invoke(field.accessor, value));
            present += values[i] == null ? 0 : 1;
        }
        writer.map(present);
        for (int i = 0; i < values.length; i++) {
            Object content = values[i];
            if (content == null) {
                continue;
            }
            Field field = fields.get(i);
            writer.raw(field.encodedKey);
            if (field.codec == null) {
                writer.text((String) content);
            } else {
                field.codec.write(writer, content);
            }
        }
    }

    private static @Nullable Object unwrap(Field field, Object value) {
        return field.optional ? ((Optional<?>) value).orElse(null) : value;
    }

    @Override
    public Object read(CborReader reader) {
        reader.enter();
        Object value = readFields(reader, reader.map());
        reader.leave();
        return value;
    }

    private Object readFields(CborReader reader, int size) {
        int remaining = size;
        @Nullable Object[] arguments = new Object[componentCount];
        String key = remaining > 0 ? reader.text() : "";
        for (Field field : fields) {
            if (remaining > 0 && key.equals(field.name)) {
                readField(reader, field, arguments);
                remaining--;
                key = remaining > 0 ? reader.text() : "";
            } else if (field.optional) {
                arguments[field.position] = Optional.empty();
            } else {
                throw reader.malformed(type.getSimpleName() + " lacks the key '" + field.name + "' at its place");
            }
        }
        if (remaining > 0) {
            throw reader.malformed(type.getSimpleName() + " has an unknown or misplaced key");
        }
        return Access.construct(constructor, arguments);
    }

    private void readField(CborReader reader, Field field, @Nullable Object[] arguments) {
        if (field.codec == null) {
            if (!reader.text().equals(typeName.orElseThrow())) {
                throw reader.malformed("the type is not " + typeName.orElseThrow());
            }
            return;
        }
        Object content = field.codec.read(reader);
        arguments[field.position] = field.optional ? Optional.of(content) : content;
    }

    ///  Reflection in one place: what fails here is a defect, except for what a record's own constructor refuses.
    static final class Access {

        private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

        private Access() {}

        static MethodHandle accessor(RecordComponent component) {
            try {
                component.getAccessor().setAccessible(true);
                return LOOKUP.unreflect(component.getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            } catch (IllegalAccessException defect) {
                throw new IllegalStateException(defect);
            }
        }

        static MethodHandle constructor(Class<?> type, Class<?>... parameters) {
            try {
                Constructor<?> canonical = type.getDeclaredConstructor(parameters);
                canonical.setAccessible(true);
                return LOOKUP.unreflectConstructor(canonical)
                        .asSpreader(Object[].class, parameters.length)
                        .asType(MethodType.methodType(Object.class, Object[].class));
            } catch (ReflectiveOperationException defect) {
                throw new IllegalStateException(defect);
            }
        }

        static Object invoke(MethodHandle accessor, Object value) {
            try {
                return accessor.invokeExact(value);
            } catch (Throwable defect) {
                throw new IllegalStateException("an accessor failed", defect);
            }
        }

        ///  Constructors refuse what cannot exist with a [SalusException] or an [IllegalArgumentException].
        static Object construct(MethodHandle constructor, @Nullable Object... arguments) {
            try {
                return constructor.invokeExact(arguments);
            } catch (SalusException refused) {
                throw refused;
            } catch (RuntimeException refused) {
                throw new SalusException(ErrorCode.MALFORMED, "a value lies outside its permitted range", refused);
            } catch (Throwable defect) {
                throw new IllegalStateException("a constructor failed", defect);
            }
        }
    }
}
