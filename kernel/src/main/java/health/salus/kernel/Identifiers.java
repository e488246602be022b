package health.salus.kernel;

///  The one shape that all identifiers of Salus share, so that they pass unescaped through URLs, file names and FHIR
///  ids.
final class Identifiers {

    ///  FHIR R4 `id` allows 64 characters; nothing here is longer.
    private static final int MAX_LENGTH = 64;

    private Identifiers() {}

    static void check(String type, String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new SalusException(ErrorCode.MALFORMED, type + " has 1 to " + MAX_LENGTH + " characters");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean allowed = letter || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
            if (!allowed) {
                throw new SalusException(ErrorCode.MALFORMED, type + " consists of letters, digits, '.', '_' and '-'");
            }
        }
    }
}
