package health.salus.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;

///  An identifier or a digest: a record around one text or byte string, written as that string.
final class WrapperCodec implements ValueCodec {

    private final ValueCodec content;
    private final MethodHandle accessor;
    private final MethodHandle constructor;

    WrapperCodec(Class<?> type, RecordComponent component) {
        this.content = ValueCodecs.of(component.getType());
        this.accessor = MapCodec.Access.accessor(component);
        this.constructor = MapCodec.Access.constructor(type, component.getType());
    }

    @Override
    public void write(CborWriter writer, Object value) {
        content.write(writer, MapCodec.Access.invoke(accessor, value));
    }

    @Override
    public Object read(CborReader reader) {
        return MapCodec.Access.construct(constructor, content.read(reader));
    }
}
