package health.salus.fhir.search;

import org.jspecify.annotations.Nullable;

/// An address, compared character by character (R4 search.html#uri).
record UriOperand(Mode mode, String uri) implements Operand {
    enum Mode {
        EXACT,
        /// the value is the address, or lies below it
        BELOW,
        /// the address is the value, or lies below it
        ABOVE
    }

    @Override
    public ValueTest against(ElementPath path) {
        boolean canonical = path.type().equals("canonical");
        return switch (path.type()) {
            case "uri", "url", "canonical" -> value -> matches(value.textValue(), canonical);
            default -> ValueTest.NEVER;
        };
    }

    private boolean matches(@Nullable String found, boolean canonical) {
        if (found == null) {
            return false;
        }
        return switch (mode) {
            case EXACT -> uri.equals(found) || (canonical && isVersionOf(found, uri));
            case BELOW -> isBelow(found, uri);
            case ABOVE -> isBelow(uri, found);
        };
    }

    /// Whether an address is another or begins with it, up to where one of its parts ends.
    private static boolean isBelow(String address, String above) {
        if (above.isEmpty() || !address.startsWith(above)) {
            return false;
        }
        return address.length() == above.length()
                || above.endsWith("/")
                || "/|?#".indexOf(address.charAt(above.length())) >= 0;
    }

    /// A canonical address without a version means any (R4 references.html#canonical).
    static boolean isVersionOf(String found, String canonical) {
        return found.length() > canonical.length()
                && found.startsWith(canonical)
                && found.charAt(canonical.length()) == '|';
    }

    @Override
    public String normalised() {
        return Escapes.escape(uri);
    }
}
