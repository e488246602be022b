package health.salus.fhir.search;

/// The left side of a criterion, `name[:modifier]`.
///
/// @param chained whether it goes on into another resource: `subject.name`, `subject:Patient.name`, `_has:...`
record ParameterName(String name, String modifier, boolean chained) {
    private static final int MAX_PRINTED_CHARS = 64;

    static ParameterName read(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String modifier = colon < 0 ? "" : text.substring(colon + 1);
        return new ParameterName(name, modifier, text.indexOf('.') >= 0 || name.equals("_has"));
    }

    /// The caller's text as an answer may repeat it: short and without what could mean something elsewhere.
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(MAX_PRINTED_CHARS).forEach(c -> printable.append(isPlain(c) ? (char) c : '?'));
        return printable.toString();
    }

    private static boolean isPlain(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "_-:.".indexOf(c) >= 0);
    }
}
