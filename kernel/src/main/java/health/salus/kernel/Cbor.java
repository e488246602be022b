package health.salus.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

///  Deterministic CBOR (RFC 8949 section 4.2.1) of whole values. Decoding refuses what encoding would not have written,
///  so equal
///  values have equal bytes and a hash over the bytes is a hash over the value.
public final class Cbor {

    ///  Deeper nesting than any format of Salus needs; bounds the recursion.
    public static final int MAX_DEPTH = 32;

    private Cbor() {}

    public static Octets encode(CborValue value) {
        CborWriter writer = new CborWriter();
        write(value, writer);
        return writer.toOctets();
    }

    ///  Decodes exactly one item of at most `limitBytes`.
    public static CborValue decode(Octets encoded, int limitBytes) {
        if (encoded.length() > limitBytes) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE, "CBOR of " + encoded.length() + " bytes; the limit is " + limitBytes);
        }
        CborReader reader = new CborReader(encoded);
        CborValue value = read(reader, encoded, 0);
        reader.end();
        return value;
    }

    private static void write(CborValue value, CborWriter writer) {
        switch (value) {
            case CborValue.Int(long number) -> writer.integer(number);
            case CborValue.Bytes(Octets bytes) -> writer.bytes(bytes);
            case CborValue.Text(String text) -> writer.text(text);
            case CborValue.Array(List<CborValue> items) -> {
                writer.array(items.size());
                items.forEach(item -> write(item, writer));
            }
            case CborValue.Map(List<CborValue.Entry> entries) -> writeMap(entries, writer);
            case CborValue.Tag(long number, CborValue content) -> write(content, writer.tag(number));
            case CborValue.Bool(boolean bool) -> writer.bool(bool);
            case CborValue.Null() -> writer.nul();
        }
    }

    private static void writeMap(List<CborValue.Entry> entries, CborWriter writer) {
        record Encoded(Octets key, CborValue value) {}
        List<Encoded> sorted = entries.stream()
                .map(e -> new Encoded(encode(e.key()), e.value()))
                .sorted(Comparator.comparing(Encoded::key))
                .toList();
        writer.map(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            if (i > 0 && sorted.get(i).key().equals(sorted.get(i - 1).key())) {
                throw new SalusException(ErrorCode.MALFORMED, "a CBOR map holds the same key twice");
            }
            writer.raw(sorted.get(i).key());
            write(sorted.get(i).value(), writer);
        }
    }

    private static CborValue read(CborReader reader, Octets encoded, int depth) {
        if (depth > MAX_DEPTH) {
            throw new SalusException(ErrorCode.TOO_DEEP, "CBOR nested deeper than " + MAX_DEPTH);
        }
        return switch (reader.peekMajor()) {
            case CborWriter.UNSIGNED, CborWriter.NEGATIVE -> new CborValue.Int(reader.integer());
            case CborWriter.BYTES -> new CborValue.Bytes(reader.bytes());
            case CborWriter.TEXT -> new CborValue.Text(reader.text());
            case CborWriter.ARRAY -> {
                int size = reader.array();
                List<CborValue> items = new ArrayList<>(Math.min(size, 1024));
                for (int i = 0; i < size; i++) {
                    items.add(read(reader, encoded, depth + 1));
                }
                yield new CborValue.Array(items);
            }
            case CborWriter.MAP -> readMap(reader, encoded, depth);
            case CborWriter.TAG -> new CborValue.Tag(reader.tag(), read(reader, encoded, depth + 1));
            default ->
                switch (reader.simple()) {
                    case CborWriter.TRUE -> new CborValue.Bool(true);
                    case CborWriter.FALSE -> new CborValue.Bool(false);
                    default -> new CborValue.Null();
                };
        };
    }

    private static CborValue readMap(CborReader reader, Octets encoded, int depth) {
        int size = reader.map();
        List<CborValue.Entry> entries = new ArrayList<>(Math.min(size, 1024));
        Octets previous = Octets.EMPTY;
        for (int i = 0; i < size; i++) {
            int from = reader.position();
            CborValue key = read(reader, encoded, depth + 1);
            Octets keyBytes = encoded.slice(from, reader.position());
            if (i > 0 && previous.compareTo(keyBytes) >= 0) {
                throw reader.notCanonical("map keys are not in ascending order");
            }
            previous = keyBytes;
            entries.add(new CborValue.Entry(key, read(reader, encoded, depth + 1)));
        }
        return new CborValue.Map(entries);
    }
}
