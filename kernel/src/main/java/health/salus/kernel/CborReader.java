package health.salus.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

///  Reads deterministic CBOR and refuses everything else: longer heads than needed, indefinite lengths, floats, invalid
///  UTF-8,
///  lengths beyond the input (RFC 8949 section 4.2.1). The order of map keys is checked by whoever reads the map.
public final class CborReader {

    private final Octets source;
    private final ByteBuffer input;
    private int depth;

    public CborReader(Octets source) {
        this.source = source;
        this.input = source.asReadOnlyBuffer();
    }

    ///  The major type of the next item, without consuming it.
    int peekMajor() {
        if (!input.hasRemaining()) {
            throw malformed("the input ends before an item");
        }
        return (input.get(input.position()) & 0xff) >>> 5;
    }

    int position() {
        return input.position();
    }

    public long integer() {
        int major = peekMajor();
        if (major != CborWriter.UNSIGNED && major != CborWriter.NEGATIVE) {
            throw malformed("expected an integer");
        }
        long argument = argument();
        if (argument < 0) {
            throw malformed("the integer does not fit in 64 bits");
        }
        return major == CborWriter.UNSIGNED ? argument : ~argument;
    }

    public Octets bytes() {
        int size = size(CborWriter.BYTES, "a byte string", 1);
        int from = input.position();
        input.position(from + size);
        return source.slice(from, from + size);
    }

    public String text() {
        int size = size(CborWriter.TEXT, "a text string", 1);
        ByteBuffer utf8 = input.slice(input.position(), size);
        input.position(input.position() + size);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException invalid) {
            throw new SalusException(ErrorCode.MALFORMED, "a text string is not UTF-8", invalid);
        }
    }

    public int array() {
        return size(CborWriter.ARRAY, "an array", 1);
    }

    public int map() {
        return size(CborWriter.MAP, "a map", 2);
    }

    public long tag() {
        require(CborWriter.TAG, "a tag");
        return argument();
    }

    public boolean bool() {
        return switch (simple()) {
            case CborWriter.TRUE -> true;
            case CborWriter.FALSE -> false;
            default -> throw malformed("expected true or false");
        };
    }

    int simple() {
        require(CborWriter.SIMPLE, "a simple value");
        int value = input.get() & 0x1f;
        if (value != CborWriter.TRUE && value != CborWriter.FALSE && value != CborWriter.NULL) {
            throw malformed("only true, false and null are used");
        }
        return value;
    }

    ///  Counts the nesting of records that contain themselves.
    void enter() {
        depth++;
        if (depth > Cbor.MAX_DEPTH) {
            throw new SalusException(ErrorCode.TOO_DEEP, "CBOR nested deeper than " + Cbor.MAX_DEPTH);
        }
    }

    void leave() {
        depth--;
    }

    ///  The text under `key` in the map that comes next, without consuming anything.
    String lookAheadText(String key) {
        int start = input.position();
        try {
            int size = map();
            for (int i = 0; i < size; i++) {
                boolean wanted = text().equals(key);
                if (wanted) {
                    return text();
                }
                skip(0);
            }
            throw malformed("a map lacks the key '" + key + "'");
        } finally {
            input.position(start);
        }
    }

    private void skip(int depth) {
        if (depth > Cbor.MAX_DEPTH) {
            throw new SalusException(ErrorCode.TOO_DEEP, "CBOR nested deeper than " + Cbor.MAX_DEPTH);
        }
        switch (peekMajor()) {
            case CborWriter.UNSIGNED, CborWriter.NEGATIVE -> integer();
            case CborWriter.BYTES -> bytes();
            case CborWriter.TEXT -> text();
            case CborWriter.ARRAY -> skipMany(array(), depth);
            case CborWriter.MAP -> skipMany(2 * map(), depth);
            case CborWriter.TAG -> {
                tag();
                skip(depth + 1);
            }
            default -> simple();
        }
    }

    private void skipMany(int count, int depth) {
        for (int i = 0; i < count; i++) {
            skip(depth + 1);
        }
    }

    public void end() {
        if (input.hasRemaining()) {
            throw malformed(input.remaining() + " bytes follow the item");
        }
    }

    private void require(int major, String what) {
        if (peekMajor() != major) {
            throw malformed("expected " + what);
        }
    }

    ///  Every element takes at least `bytesPerElement` bytes, so a length beyond the input is refused before anything
    ///  is
    /// allocated.
    private int size(int major, String what, int bytesPerElement) {
        require(major, what);
        long size = argument();
        if (size < 0 || size > input.remaining() / bytesPerElement) {
            throw malformed("the input ends within " + what);
        }
        return (int) size;
    }

    private long argument() {
        int low = input.get() & 0x1f;
        if (low < 24) {
            return low;
        }
        int lengthBytes = switch (low) {
            case 24 -> 1;
            case 25 -> 2;
            case 26 -> 4;
            case 27 -> 8;
            default -> throw notCanonical("indefinite lengths are not used");
        };
        if (input.remaining() < lengthBytes) {
            throw malformed("the input ends within a head");
        }
        long value = 0;
        for (int i = 0; i < lengthBytes; i++) {
            value = (value << 8) | (input.get() & 0xff);
        }
        boolean shortest = switch (lengthBytes) {
            case 1 -> value >= 24;
            case 2 -> value > 0xff;
            case 4 -> value > 0xffff;
            default -> value < 0 || value > 0xffff_ffffL;
        };
        if (!shortest) {
            throw notCanonical("a head is longer than needed");
        }
        return value;
    }

    SalusException malformed(String what) {
        return new SalusException(ErrorCode.MALFORMED, "CBOR at byte " + input.position() + ": " + what);
    }

    SalusException notCanonical(String what) {
        return new SalusException(ErrorCode.NOT_CANONICAL, "CBOR at byte " + input.position() + ": " + what);
    }
}
