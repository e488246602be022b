package health.salus.kernel;

///  Maps a record, or a sealed interface of records, to deterministic CBOR and back. The record's declaration is the
///  format:
///
///  - a record is a map from component name to value; an absent `Optional` is an absent key;
///  - a record with one component of type `String` (an identifier) is a text string, one with one `Octets` (a digest) a
///  byte string;
///  - a member of a sealed interface is a map with the key `type` holding the record's simple name;
///  - an enum is its name; an `Instant` is `[seconds, nanoseconds]`; a `List` is an array.
///
///  Unknown, missing and misordered keys are refused, so a value has one encoding.
public final class RecordCodec<T> {

    ///  Larger than any message between nodes; formats with a smaller limit check it themselves.
    public static final int DEFAULT_LIMIT_BYTES = 64 * 1024 * 1024;

    private final Class<T> type;
    private final ValueCodec codec;

    private RecordCodec(Class<T> type, ValueCodec codec) {
        this.type = type;
        this.codec = codec;
    }

    public static <T> RecordCodec<T> of(Class<T> type) {
        return new RecordCodec<>(type, ValueCodecs.of(type));
    }

    public Octets encode(T value) {
        CborWriter writer = new CborWriter();
        codec.write(writer, value);
        return writer.toOctets();
    }

    public T decode(Octets encoded) {
        return decode(encoded, DEFAULT_LIMIT_BYTES);
    }

    public T decode(Octets encoded, int limitBytes) {
        if (encoded.length() > limitBytes) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE,
                    type.getSimpleName() + " of " + encoded.length() + " bytes; the limit is " + limitBytes);
        }
        CborReader reader = new CborReader(encoded);
        Object value = codec.read(reader);
        reader.end();
        return type.cast(value);
    }
}
