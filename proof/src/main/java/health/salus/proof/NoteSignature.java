package health.salus.proof;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;

/// One signature line of a signed note (C2SP signed-note, "Signatures").
///
/// @param keyName who signed, by their own account
/// @param keyHash the first four bytes of a hash over name, kind and key: tells keys apart, and authenticates nothing
public record NoteSignature(String keyName, Octets keyHash, Octets signature) {

    public static final int KEY_HASH_BYTES = 4;

    private static final String EM_DASH = "\u2014 ";

    public NoteSignature {
        if (keyName.isEmpty() || keyName.chars().anyMatch(c -> c == '+' || Character.isWhitespace(c) || c == 0xa0)) {
            throw new SalusException(ErrorCode.MALFORMED, "a key name has neither spaces nor '+'");
        }
        if (keyHash.length() != KEY_HASH_BYTES) {
            throw new SalusException(ErrorCode.MALFORMED, "a key hash has " + KEY_HASH_BYTES + " bytes");
        }
    }

    public String line() {
        return EM_DASH + keyName + " " + Octets.concat(keyHash, signature).base64();
    }

    public static NoteSignature parse(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(EM_DASH) || space < EM_DASH.length()) {
            throw malformed();
        }
        Octets bytes = Base64Text.parse(line.substring(space + 1));
        if (bytes.length() <= KEY_HASH_BYTES) {
            throw malformed();
        }
        return new NoteSignature(
                line.substring(EM_DASH.length(), space),
                bytes.slice(0, KEY_HASH_BYTES),
                bytes.slice(KEY_HASH_BYTES, bytes.length()));
    }

    private static SalusException malformed() {
        return new SalusException(ErrorCode.MALFORMED, "a signature line is an em dash, a key name and base64");
    }
}
