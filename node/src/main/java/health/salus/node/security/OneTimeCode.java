package health.salus.node.security;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import java.util.Locale;

/// A code of 80 random bits that a person types once, in an alphabet without letters that look alike (Crockford's
/// base 32).
record OneTimeCode(String text) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 16;
    private static final int GROUP = 4;

    static OneTimeCode random(RandomSource random) {
        Octets octets = random.octets(LENGTH);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % GROUP == 0) {
                text.append('-');
            }
            // 256 is a multiple of 32, so that each letter is equally likely.
            text.append(ALPHABET.charAt(octets.at(i) & 0x1f));
        }
        return new OneTimeCode(text.toString());
    }

    /// What is kept of it. A random code needs no slow hash.
    String hash() {
        String typed = text.toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1')
                .replaceAll("[^0-9A-Z]", "");
        return Digest.sha256(Octets.utf8("salus/one-time-code/v1\0" + typed)).hex();
    }

    @Override
    public String toString() {
        return "OneTimeCode[redacted]";
    }
}
