package health.salus.fhir.structure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The rules for `Narrative.div` (R4 narrative.html#xhtml): one well-formed `div`, formatting only. Records are kept
/// and shown as they came, so active content is stopped here or nowhere.
final class NarrativeSyntax {
    private static final int MAX_DEPTH = 64;
    private static final Set<String> ELEMENTS = Set.of(
            ("a abbr acronym address area b bdo big blockquote br caption cite code col colgroup dd del dfn div dl dt em"
                            + " h1 h2 h3 h4 h5 h6 hr i img ins kbd li map ol p pre q samp small span strong sub sup"
                            + " table tbody td tfoot th thead tr tt ul var")
                    .split(" "));
    private static final Set<String> ATTRIBUTES = Set.of(
            ("abbr accesskey align alt axis border cellpadding cellspacing char charoff charset cite class colspan"
                            + " coords datetime dir frame headers height href hreflang id ismap lang longdesc name rel"
                            + " rev rowspan rules scope shape span src style summary tabindex title type usemap valign"
                            + " width xml:lang xml:space xmlns")
                    .split(" "));
    private static final Set<String> ADDRESSES = Set.of("href", "src", "cite", "longdesc", "usemap");
    private static final Set<String> SCHEMES =
            Set.of("http", "https", "mailto", "tel", "ftp", "urn", "data", "cid", "file");
    private static final String NAMESPACE = "http://www.w3.org/1999/xhtml";

    private final String text;
    private final Deque<String> open = new ArrayDeque<>();
    private int at;
    private Optional<String> fault = Optional.empty();
    private boolean namespace;

    private NarrativeSyntax(String text) {
        this.text = text;
    }

    /// What is wrong with a narrative, or nothing.
    static Optional<String> fault(char[] chars, int from, int to) {
        NarrativeSyntax narrative = new NarrativeSyntax(new String(chars, from, to - from).strip());
        narrative.document();
        return narrative.fault;
    }

    private void document() {
        if (!text.startsWith("<div")) {
            fail("must be one div element");
        }
        while (fault.isEmpty() && at < text.length()) {
            char c = text.charAt(at);
            if (c == '<') {
                markup();
                if (open.isEmpty() && at < text.length()) {
                    fail("has content after its div element");
                }
            } else if (c == '&') {
                entity();
            } else {
                at++;
            }
        }
        if (!open.isEmpty()) {
            fail("has an element that is not closed");
        } else if (!namespace) {
            fail("must name the XHTML namespace");
        }
    }

    private void markup() {
        if (text.startsWith("<!--", at)) {
            int end = text.indexOf("-->", at + 4);
            at = end < 0 ? text.length() : end + 3;
            if (end < 0) {
                fail("has a comment that is not closed");
            }
        } else if (text.startsWith("</", at)) {
            at += 2;
            String name = name();
            skipSpace();
            if (open.isEmpty() || !open.pop().equals(name) || !accept('>')) {
                fail("has elements that do not nest");
            }
        } else {
            at++;
            element();
        }
    }

    private void element() {
        String name = name();
        if (!ELEMENTS.contains(name)) {
            fail("has an element that narratives may not have");
            return;
        }
        boolean space = skipSpace();
        while (fault.isEmpty() && at < text.length() && text.charAt(at) != '>' && text.charAt(at) != '/') {
            if (!space) {
                fail("has an attribute without a space before it");
                return;
            }
            attribute();
            space = skipSpace();
        }
        boolean empty = accept('/');
        if (!accept('>')) {
            fail("has a tag that does not end");
        } else if (!empty) {
            open.push(name);
        }
        if (open.size() > MAX_DEPTH) {
            fail("nests too deeply");
        }
    }

    private void attribute() {
        String name = name();
        skipSpace();
        boolean assigned = accept('=');
        skipSpace();
        char quote = at < text.length() ? text.charAt(at) : ' ';
        int end = quote == '"' || quote == '\'' ? text.indexOf(quote, at + 1) : -1;
        if (!assigned || end < 0) {
            fail("has an attribute without a quoted value");
            return;
        }
        String value = text.substring(at + 1, end);
        at = end + 1;
        if (!ATTRIBUTES.contains(name) || value.indexOf('<') >= 0) {
            fail("has an attribute that narratives may not have");
        } else if (ADDRESSES.contains(name) && !harmless(value, name.equals("src"))) {
            fail("has an address that could run code");
        } else if (name.equals("style") && active(value)) {
            fail("has a style that loads or runs something");
        } else if (name.equals("xmlns")) {
            namespace = value.equals(NAMESPACE);
        }
    }

    /// An address is relative, or has a scheme from the list, written plainly.
    private static boolean harmless(String address, boolean image) {
        int colon = address.indexOf(':');
        int slash = address.indexOf('/');
        boolean relative = colon < 0 || (slash >= 0 && slash < colon) || address.startsWith("#");
        String scheme = relative ? "" : address.substring(0, colon).toLowerCase(Locale.ROOT);
        if (relative) {
            return address.startsWith("#") || !address.contains("&#");
        }
        return SCHEMES.contains(scheme) && (!scheme.equals("data") || (image && address.startsWith("data:image/")));
    }

    private static boolean active(String style) {
        String lower = style.toLowerCase(Locale.ROOT);
        return lower.contains("url(")
                || lower.contains("expression")
                || lower.contains("import")
                || lower.contains("\\")
                || lower.contains("behavior");
    }

    private void entity() {
        int end = text.indexOf(';', at);
        boolean valid = end > at + 1 && end - at < 12;
        for (int i = at + 1; valid && i < end; i++) {
            char c = text.charAt(i);
            valid = Character.isLetterOrDigit(c) || (c == '#' && i == at + 1);
        }
        if (!valid) {
            fail("has an ampersand that begins no character reference");
        }
        at = valid ? end + 1 : text.length();
    }

    private String name() {
        int start = at;
        while (at < text.length() && nameCharacter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean nameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == ':' || c == '-' || c == '_';
    }

    private boolean skipSpace() {
        int start = at;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at > start;
    }

    private boolean accept(char expected) {
        boolean found = at < text.length() && text.charAt(at) == expected;
        if (found) {
            at++;
        }
        return found;
    }

    private void fail(String reason) {
        if (fault.isEmpty()) {
            fault = Optional.of(reason);
        }
    }
}
