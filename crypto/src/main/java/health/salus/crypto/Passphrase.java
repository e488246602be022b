package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.Arrays;

/// What a person types to open a key. Never shown, and wiped after use.
public final class Passphrase implements AutoCloseable {

    /// Shorter ones fall to guessing, whatever the key derivation costs.
    public static final int MIN_CHARACTERS = 8;

    private final char[] characters;

    private Passphrase(char[] characters) {
        this.characters = characters;
    }

    /// Copies the characters; the caller wipes its own.
    public static Passphrase of(char... characters) {
        if (characters.length < MIN_CHARACTERS) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a passphrase has at least " + MIN_CHARACTERS + " characters");
        }
        for (char c : characters) {
            // Tools encode other characters in different ways, and a key that opens on one computer only is lost.
            if (c < ' ' || c > '~') {
                throw new SalusException(ErrorCode.MALFORMED, "a passphrase consists of printable ASCII characters");
            }
        }
        return new Passphrase(characters.clone());
    }

    /// A copy, for the caller to wipe.
    char[] reveal() {
        return characters.clone();
    }

    @Override
    public void close() {
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "Passphrase[redacted]";
    }
}
