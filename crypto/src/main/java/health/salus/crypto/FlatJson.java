package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Reads one JSON object (RFC 8259) strictly, keeping its strings and booleans and passing over all else.
///
/// All members of a network must agree on what a client data says, so nothing here is lenient: one object, no name
/// twice, valid UTF-8.
final class FlatJson {

    /// Client data are flat; browsers may add a little.
    private static final int MAX_DEPTH = 8;

    private final String text;
    private int at;

    sealed interface Value {}

    record Text(String value) implements Value {}

    record Bool(boolean value) implements Value {}

    record Other() implements Value {}

    FlatJson(Octets json) {
        try {
            // A decoder reports malformed UTF-8, where a String constructor would replace it.
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json.toArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new SalusException(ErrorCode.MALFORMED, "client data are not UTF-8", notUtf8);
        }
    }

    /// The members of the one object that the text consists of.
    Map<String, Value> object() {
        Map<String, Value> members = members(0);
        space();
        if (at != text.length()) {
            throw malformed("something follows the JSON object");
        }
        return members;
    }

    private Map<String, Value> members(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("JSON nested deeper than " + MAX_DEPTH);
        }
        Map<String, Value> members = new TreeMap<>();
        expect('{');
        if (accept('}')) {
            return members;
        }
        do {
            space();
            String name = string();
            expect(':');
            if (members.put(name, value(depth)) != null) {
                throw malformed("a JSON object has the same name twice");
            }
        } while (accept(','));
        expect('}');
        return members;
    }

    private Value value(int depth) {
        space();
        return switch (peek()) {
            case '"' -> new Text(string());
            case 't' -> literal("true", new Bool(true));
            case 'f' -> literal("false", new Bool(false));
            case 'n' -> literal("null", new Other());
            case '{' -> {
                members(depth + 1);
                yield new Other();
            }
            case '[' -> array(depth + 1);
            default -> number();
        };
    }

    private Value array(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("JSON nested deeper than " + MAX_DEPTH);
        }
        expect('[');
        if (accept(']')) {
            return new Other();
        }
        do {
            value(depth);
        } while (accept(','));
        expect(']');
        return new Other();
    }

    private Value literal(String word, Value value) {
        if (!text.startsWith(word, at)) {
            throw malformed("not a JSON literal");
        }
        at += word.length();
        return value;
    }

    /// RFC 8259 section 6; the value is not needed.
    private Value number() {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        int digits = digits();
        if (digits == 0 || (digits > 1 && text.charAt(at - digits) == '0')) {
            throw malformed("not a JSON value at " + from);
        }
        if (peek() == '.') {
            at++;
            requireDigits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            requireDigits();
        }
        return new Other();
    }

    private void requireDigits() {
        if (digits() == 0) {
            throw malformed("a JSON number lacks digits");
        }
    }

    private int digits() {
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        return at - from;
    }

    private String string() {
        if (peek() != '"') {
            throw malformed("a JSON string begins with a quotation mark");
        }
        at++;
        StringBuilder unescaped = new StringBuilder();
        while (peek() != '"') {
            char c = peek();
            if (c < ' ') {
                throw malformed("a JSON string is not closed, or holds a control character");
            }
            at++;
            unescaped.append(c == '\\' ? escaped() : c);
        }
        at++;
        return unescaped.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codeUnit();
            default -> throw malformed("unknown escape in a JSON string");
        };
    }

    private char codeUnit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw malformed("an escape has four hexadecimal digits");
            }
            unit = unit * 16 + digit;
            at++;
        }
        return (char) unit;
    }

    /// The end of the text reads as a control character, which no rule accepts.
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void space() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            at++;
        }
    }

    private boolean accept(char c) {
        space();
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw malformed("JSON lacks '" + c + "' at " + at);
        }
    }

    static SalusException malformed(String detail) {
        return new SalusException(ErrorCode.MALFORMED, detail);
    }
}
