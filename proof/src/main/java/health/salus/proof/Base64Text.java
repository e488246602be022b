package health.salus.proof;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;

/// Base64 (RFC 4648 section 4) of which each byte string has one form only: padded, and without stray bits in the
/// last character (section 3.5). So nobody can change a character of a proof unnoticed.
public final class Base64Text {

    private Base64Text() {}

    public static Octets parse(String text) {
        Octets octets = Octets.ofBase64(text);
        if (!octets.base64().equals(text)) {
            throw new SalusException(ErrorCode.MALFORMED, "not the one base64 form of its bytes");
        }
        return octets;
    }
}
