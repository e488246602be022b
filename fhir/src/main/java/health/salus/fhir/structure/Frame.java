package health.salus.fhir.structure;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One open object of the pass: which names it has had, and which value is being read. Frames are kept by depth and
/// reused, so a pass allocates little.
final class Frame {
    private static final int SINGLE = -1;

    private @Nullable Shape shape;
    private long[] slots = new long[4];
    private long elements;
    private @Nullable Property property;
    private int item = SINGLE;
    private final int[] counts = new int[Shape.MAX_ELEMENTS];
    private @Nullable Map<Element, Padding> padding;
    private boolean typed;
    private boolean outlined;

    /// The nulls of a primitive array and of its twin, which fill each other's gaps (R4 json.html#primitive).
    static final class Padding {
        final BitSet valueNulls = new BitSet();
        final BitSet twinNulls = new BitSet();
        int twins;
    }

    void open(Shape opened) {
        shape = opened;
        int words = (opened.slots() + Long.SIZE - 1) / Long.SIZE;
        if (slots.length < words) {
            slots = new long[words];
        } else {
            Arrays.fill(slots, 0, words, 0L);
        }
        elements = 0;
        property = null;
        item = SINGLE;
        padding = null;
        typed = false;
        outlined = false;
    }

    /// Marks the object as a resource: whether its type has been read, and whether it gets an outline.
    void resource(boolean typeRead, boolean withOutline) {
        typed = typeRead;
        outlined = withOutline;
    }

    boolean outlined() {
        return outlined;
    }

    /// Whether `resourceType` had not been met.
    boolean firstType() {
        boolean first = !typed;
        typed = true;
        return first;
    }

    Shape shape() {
        return Objects.requireNonNull(shape);
    }

    /// Whether the property had not been met in this object.
    boolean first(Property met) {
        boolean first = !has(met.slot());
        slots[met.slot() / Long.SIZE] |= 1L << met.slot();
        return first;
    }

    /// Whether another type of the same choice has been met.
    boolean hasOtherChoice(Property met) {
        boolean own = has(met.slot()) || has(met.partner());
        return met.element().choice() && !own && has(met.element());
    }

    private boolean has(int slot) {
        return (slots[slot / Long.SIZE] & 1L << slot) != 0;
    }

    boolean has(Element element) {
        return (elements & 1L << element.index()) != 0;
    }

    boolean has(String element) {
        return has(Objects.requireNonNull(shape().element(element)));
    }

    void begin(Property begun) {
        property = begun;
        item = SINGLE;
        long bit = 1L << begun.element().index();
        if ((elements & bit) == 0) {
            counts[begun.element().index()] = 0;
        }
        elements |= bit;
    }

    /// The last value has been read: the object itself is what is spoken of now.
    void end() {
        property = null;
    }

    void item(int index) {
        item = index;
    }

    void endArray(int count) {
        item = SINGLE;
        Property read = property();
        if (read.twin()) {
            padding(read.element()).twins = count;
        } else {
            counts[read.element().index()] = count;
        }
    }

    /// A single value counts as an array of one, so that it and its twin make up for each other likewise.
    void endSingle() {
        endArray(1);
    }

    /// Whether the object is a twin that has an id only: it adds to a value and does not replace one.
    boolean bare() {
        return shape().path().equals("Element") && !has("extension");
    }

    /// The twin just read is bare.
    void bareTwin() {
        if (property().twin()) {
            padding(property().element()).twinNulls.set(Math.max(item, 0));
        }
    }

    void nullItem(int index) {
        Padding nulls = padding(property().element());
        (property().twin() ? nulls.twinNulls : nulls.valueNulls).set(index);
    }

    private Padding padding(Element element) {
        if (padding == null) {
            padding = new HashMap<>();
        }
        return padding.computeIfAbsent(element, _ -> new Padding());
    }

    /// The elements of the object, as bits.
    long elements() {
        return elements;
    }

    Property property() {
        return Objects.requireNonNull(property);
    }

    /// The first item of a primitive array that is null without an extension in its place, or -1.
    int firstGap(Element element, Padding nulls) {
        int values = counts[element.index()];
        int items = Math.max(values, nulls.twins);
        for (int i = 0; i < items; i++) {
            boolean noValue = i >= values || nulls.valueNulls.get(i);
            boolean noTwin = i >= nulls.twins || nulls.twinNulls.get(i);
            if (noValue && noTwin) {
                return i;
            }
        }
        return -1;
    }

    Map<Element, Padding> paddings() {
        return padding == null ? Map.of() : padding;
    }

    /// Appends `.name[0]` of the value being read.
    void appendTo(StringBuilder location) {
        if (property != null) {
            location.append('.').append(property.location());
            if (item != SINGLE) {
                location.append('[').append(item).append(']');
            }
        }
    }
}
