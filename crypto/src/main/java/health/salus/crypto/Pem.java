package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One labelled block of base64 text (RFC 7468 section 2).
record Pem(String label, Octets content) {

    private static final Pattern BLOCK =
            Pattern.compile("\\s*-----BEGIN ([A-Z ]+)-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    static String format(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(content) + "\n-----END " + label + "-----\n";
    }

    /// @param file for the message only
    static Pem parse(String text, Path file) {
        Matcher block = BLOCK.matcher(text);
        if (!block.matches()) {
            throw new SalusException(ErrorCode.MALFORMED, file + " is not one PEM block");
        }
        return new Pem(block.group(1), Octets.ofBase64(block.group(2).replaceAll("\\s", "")));
    }
}
