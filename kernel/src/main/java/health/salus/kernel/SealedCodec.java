package health.salus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

///  A member of a sealed interface, told apart by the key `type`.
///
///  The key is not the first of the map, since keys are sorted: the reader looks ahead for it in a copy of the item.
final class SealedCodec implements ValueCodec {

    private final Class<?> type;
    private final Map<String, MapCodec> byName = new TreeMap<>();

    SealedCodec(Class<?> type) {
        this.type = type;
        for (Class<?> member : leaves(type)) {
            byName.put(member.getSimpleName(), new MapCodec(member, Optional.of(member.getSimpleName())));
        }
    }

    private static List<Class<?>> leaves(Class<?> sealed) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> member : sealed.getPermittedSubclasses()) {
            if (member.isRecord()) {
                found.add(member);
            } else {
                found.addAll(leaves(member));
            }
        }
        return found;
    }

    @Override
    public void write(CborWriter writer, Object value) {
        member(value.getClass().getSimpleName()).write(writer, value);
    }

    @Override
    public Object read(CborReader reader) {
        return member(reader.lookAheadText(MapCodec.TYPE_KEY)).read(reader);
    }

    private MapCodec member(String name) {
        MapCodec codec = byName.get(name);
        if (codec == null) {
            throw new SalusException(ErrorCode.MALFORMED, type.getSimpleName() + " has no such type");
        }
        return codec;
    }
}
