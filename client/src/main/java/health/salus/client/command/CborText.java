package health.salus.client.command;

import health.salus.kernel.CborValue;
import java.util.List;
import java.util.stream.Collectors;

/// Writes CBOR in diagnostic notation (RFC 8949 section 8), for commands that this client has no words for.
final class CborText {

    private CborText() {}

    static String of(CborValue value) {
        return switch (value) {
            case CborValue.Int(long number) -> Long.toString(number);
            case CborValue.Bytes(var octets) -> "h'" + octets.hex() + "'";
            case CborValue.Text(String text) -> quoted(text);
            case CborValue.Array(List<CborValue> items) ->
                items.stream().map(CborText::of).collect(Collectors.joining(", ", "[", "]"));
            case CborValue.Map(List<CborValue.Entry> entries) ->
                entries.stream()
                        .map(entry -> of(entry.key()) + ": " + of(entry.value()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case CborValue.Bool(boolean flag) -> Boolean.toString(flag);
            case CborValue.Null() -> "null";
            case CborValue.Tag(long tag, CborValue content) -> tag + "(" + of(content) + ")";
        };
    }

    /// Control characters could move a terminal's cursor and so hide what is signed.
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (isPlain(c)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append(String.format(java.util.Locale.ROOT, "\\u{%x}", c));
            }
        });
        return quoted.append('"').toString();
    }

    /// Letters, digits, punctuation and plain spaces: nothing that is invisible or turns the direction of text.
    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
