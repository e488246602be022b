package health.salus.fhir.structure;

import java.util.Optional;

/// The address in a Reference, taken apart (R4 references.html#literal, http.html#trules).
public sealed interface Address {
    /// `#id`, or `#` for the containing resource itself.
    record Contained(String id) implements Address {}

    /// `Type/id`, or `Type/id/_history/version`.
    record Local(String type, String id, Optional<String> version) implements Address {
        /// The address without a version.
        public String path() {
            return type + "/" + id;
        }
    }

    /// `http://server/base/Type/id`: the same on a named server.
    record Remote(String base, Local resource) implements Address {}

    /// `Type?query`: to be found by a search, in a transaction only.
    record Conditional(String type, String query) implements Address {}

    /// Any other absolute URI: `urn:uuid:`, `urn:oid:`, a page on the web.
    record Opaque(String uri) implements Address {}

    /// What is none of these.
    record Malformed() implements Address {}

    String HISTORY = "/_history/";

    static Address parse(String value) {
        if (value.startsWith("#")) {
            return new Contained(value.substring(1));
        }
        int scheme = schemeLength(value);
        if (scheme == 0) {
            return relative(value);
        }
        return value.startsWith("http://") || value.startsWith("https://") ? absolute(value) : new Opaque(value);
    }

    private static Address relative(String value) {
        int query = value.indexOf('?');
        if (query > 0 && StructureModel.r4().isResourceType(value.substring(0, query))) {
            return new Conditional(value.substring(0, query), value.substring(query + 1));
        }
        return local(value).<Address>map(local -> local).orElseGet(Malformed::new);
    }

    private static Address absolute(String value) {
        String path = value;
        int history = value.indexOf(HISTORY);
        if (history > 0) {
            path = value.substring(0, history);
        }
        int id = path.lastIndexOf('/');
        int type = id < 0 ? -1 : path.lastIndexOf('/', id - 1);
        if (type < 0) {
            return new Opaque(value);
        }
        String base = value.substring(0, type);
        return local(value.substring(type + 1))
                .<Address>map(local -> new Remote(base, local))
                .orElseGet(() -> new Opaque(value));
    }

    private static Optional<Local> local(String path) {
        int slash = path.indexOf('/');
        if (slash < 0 || !StructureModel.r4().isResourceType(path.substring(0, slash))) {
            return Optional.empty();
        }
        int history = path.indexOf(HISTORY, slash + 1);
        int end = history < 0 ? path.length() : history;
        String id = path.substring(slash + 1, end);
        Optional<String> version =
                history < 0 ? Optional.empty() : Optional.of(path.substring(history + HISTORY.length()));
        return isId(id) && version.filter(text -> !isId(text)).isEmpty()
                ? Optional.of(new Local(path.substring(0, slash), id, version))
                : Optional.empty();
    }

    /// Whether the text may be the id of a resource (R4 datatypes.html#id).
    static boolean isId(String text) {
        char[] characters = text.toCharArray();
        return PrimitiveSyntax.matches(PrimitiveKind.ID, characters, 0, characters.length);
    }

    /// The length of a URI's scheme with its colon (RFC 3986 section 3.1), or 0.
    private static int schemeLength(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ':') {
                return i == 0 ? 0 : i + 1;
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!letter && (i == 0 || !other)) {
                return 0;
            }
        }
        return 0;
    }
}
