package health.salus.fhir.search;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Text without regard to case, accents, and how wide the gaps are (R4 search.html#string).
final class FoldedText {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern GAPS = Pattern.compile("[\\s\\p{Z}]+");

    private FoldedText() {}

    static String fold(String text) {
        if (isPlain(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String bare =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        // Up and down again: some letters become two, such as the German sharp s.
        String folded = bare.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return GAPS.matcher(folded).replaceAll(" ").strip();
    }

    /// @param prefix folded
    static boolean startsWith(String text, String prefix) {
        return isPlain(text)
                ? text.regionMatches(true, 0, prefix, 0, prefix.length())
                : fold(text).startsWith(prefix);
    }

    /// @param part folded
    static boolean contains(String text, String part) {
        return fold(text).contains(part);
    }

    /// Whether folding is no more than lower case: printable ASCII, single spaces, none at the ends.
    private static boolean isPlain(String text) {
        boolean gap = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = c == ' ';
            if (c < ' ' || c > '~' || (space && gap)) {
                return false;
            }
            gap = space;
        }
        return !gap || text.isEmpty();
    }
}
