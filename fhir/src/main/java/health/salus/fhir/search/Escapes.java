package health.salus.fhir.search;

import java.util.ArrayList;
import java.util.List;

/// The separators in a parameter's value, and the backslash that takes their meaning away (R4 search.html#escaping).
final class Escapes {
    private static final String SPECIAL = "\\,$|";

    private Escapes() {}

    /// The parts between unescaped separators, still escaped.
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == separator) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /// The text that is meant. A backslash before anything else stands for itself.
    static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && SPECIAL.indexOf(text.charAt(i + 1)) >= 0) {
                i++;
            }
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }

    /// A text as one value, or one part of it.
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (SPECIAL.indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }
}
