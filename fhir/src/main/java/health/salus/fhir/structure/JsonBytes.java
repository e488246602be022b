package health.salus.fhir.structure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds members and items in bytes that are known to be JSON, because they were checked before.
public final class JsonBytes {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int[] NONE = {};

    private final byte[] json;
    private final int[] starts;
    private final int[] ends;

    public JsonBytes(byte[] json) {
        this.json = json;
        starts = NONE;
        ends = NONE;
    }

    /// With objects whose ends are known from the check already, so that they are jumped over.
    public JsonBytes(byte[] json, List<Outline> known) {
        this.json = json;
        starts = known.stream().mapToInt(Outline::start).toArray();
        ends = known.stream().mapToInt(Outline::end).toArray();
    }

    /// A stretch of bytes: one value.
    public record Span(int start, int end) {
        public int length() {
            return end - start;
        }
    }

    /// A member of an object.
    ///
    /// @param nameStart the opening quote of the name
    public record Member(String name, int nameStart, Span value) {}

    /// The closing quote of a string whose first character is at `start`.
    public static int endOfString(byte[] json, int start) {
        int i = start;
        while (json[i] != '"') {
            i += json[i] == '\\' ? 2 : 1;
        }
        return i;
    }

    /// The members of the object whose opening brace is at `start`.
    public List<Member> members(int start) {
        List<Member> members = new ArrayList<>();
        int i = skipSpace(start + 1);
        while (json[i] != '}') {
            int nameEnd = endOfString(json, i + 1);
            int valueStart = skipSpace(skipSpace(nameEnd + 1) + 1);
            int valueEnd = endOfValue(valueStart);
            members.add(new Member(text(i, nameEnd + 1), i, new Span(valueStart, valueEnd)));
            i = skipComma(valueEnd);
        }
        return members;
    }

    /// The value of one member of the object at `start`.
    public Optional<Span> member(int start, String name) {
        return members(start).stream()
                .filter(member -> member.name().equals(name))
                .map(Member::value)
                .findFirst();
    }

    /// The items of the array whose opening bracket is at `start`.
    public List<Span> items(int start) {
        List<Span> items = new ArrayList<>();
        int i = skipSpace(start + 1);
        while (json[i] != ']') {
            int end = endOfValue(i);
            items.add(new Span(i, end));
            i = skipComma(end);
        }
        return items;
    }

    /// The text of the string that lies in a span, quotes included.
    public String text(Span span) {
        return text(span.start(), span.end());
    }

    private String text(int start, int end) {
        for (int i = start; i < end; i++) {
            if (json[i] == '\\') {
                return unescaped(start, end);
            }
        }
        return new String(json, start + 1, end - start - 2, StandardCharsets.UTF_8);
    }

    private String unescaped(int start, int end) {
        try (JsonParser parser = FACTORY.createParser(json, start, end - start)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int endOfValue(int start) {
        if (json[start] == '"') {
            return endOfString(json, start + 1) + 1;
        }
        int depth = 0;
        for (int i = start; ; i++) {
            switch (json[i]) {
                case '"' -> i = endOfString(json, i + 1);
                case '{' -> {
                    int known = Arrays.binarySearch(starts, i);
                    if (known >= 0) {
                        i = ends[known] - 1;
                        if (depth == 0) {
                            return i + 1;
                        }
                    } else {
                        depth++;
                    }
                }
                case '[' -> depth++;
                case '}', ']' -> {
                    if (depth <= 1) {
                        return depth == 1 ? i + 1 : i;
                    }
                    depth--;
                }
                case ',', ' ', '\t', '\n', '\r' -> {
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {
                    if (depth == 0 && i + 1 == json.length) {
                        return i + 1;
                    }
                }
            }
        }
    }

    private int skipComma(int at) {
        int i = skipSpace(at);
        return json[i] == ',' ? skipSpace(i + 1) : i;
    }

    private int skipSpace(int at) {
        int i = at;
        while (json[i] == ' ' || json[i] == '\t' || json[i] == '\n' || json[i] == '\r') {
            i++;
        }
        return i;
    }
}
