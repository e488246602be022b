package health.salus.fhir.structure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an object of one type may hold: a resource, a data type, or a backbone element such as `Patient.contact`.
public final class Shape {
    /// The sets of elements are kept as bits of a `long`.
    static final int MAX_ELEMENTS = 64;

    private final String path;
    private final boolean resource;
    private final List<Element> elements = new ArrayList<>();
    private final Map<String, Element> byName = new HashMap<>();
    private final Map<String, Property> properties = new HashMap<>();
    private long required;
    private int slots;

    Shape(String path, boolean resource) {
        this.path = path;
        this.resource = resource;
    }

    /// The type's name, or the path of a backbone element.
    public String path() {
        return path;
    }

    public boolean resource() {
        return resource;
    }

    public List<Element> elements() {
        return List.copyOf(elements);
    }

    /// The element by the name in its definition, without `[x]`.
    public @Nullable Element element(String name) {
        return byName.get(name);
    }

    @Nullable
    Property property(String name) {
        return properties.get(name);
    }

    /// The elements with a minimum of one, as bits.
    long required() {
        return required;
    }

    /// The bit of the element `id`, which alone is no content.
    long idBit() {
        Element id = byName.get("id");
        return id == null ? 0 : 1L << id.index();
    }

    int size() {
        return elements.size();
    }

    int slots() {
        return slots;
    }

    Element elementAt(int index) {
        return elements.get(index);
    }

    void add(Element element, Shape extras) {
        if (elements.size() == MAX_ELEMENTS) {
            throw new IllegalStateException("more elements than bits: " + path);
        }
        elements.add(element);
        byName.put(element.name(), element);
        if (element.required()) {
            required |= 1L << element.index();
        }
        for (ElementType type : element.types()) {
            String location = element.choice() ? element.name() + ".ofType(" + type.type() + ")" : element.name();
            String name = element.propertyOf(type);
            if (type instanceof ElementType.Primitive primitive && twinned(primitive)) {
                properties.put(name, new Property(name, element, type, slots, slots + 1, false, location));
                ElementType twin = new ElementType.Complex(extras, Set.of());
                properties.put("_" + name, new Property("_" + name, element, twin, slots + 1, slots, true, location));
                slots += 2;
            } else {
                properties.put(name, new Property(name, element, type, slots, slots, false, location));
                slots++;
            }
        }
    }

    private static boolean twinned(ElementType.Primitive primitive) {
        return !primitive.attribute() && primitive.kind() != PrimitiveKind.XHTML;
    }

    /// `dateTime` as it appears in `valueDateTime`.
    static String capital(String type) {
        return Character.toUpperCase(type.charAt(0)) + type.substring(1);
    }

    @Override
    public String toString() {
        return path;
    }
}
