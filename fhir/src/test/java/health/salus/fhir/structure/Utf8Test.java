package health.salus.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Utf8Test {
    private static final long SEED = Long.getLong("salus.seed", 42);

    @Test
    void agreesWithTheJdk() {
        Random random = new Random(SEED);
        String text = "plain ASCII text, ä ö ü, 漢字, \ud83d\ude00 and more plain text";
        for (int run = 0; run < 20_000; run++) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int edits = random.nextInt(3); edits > 0; edits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(1, 256);
            }
            assertThat(Utf8.firstInvalid(bytes) < 0)
                    .as("seed %d run %d", SEED, run)
                    .isEqualTo(decodes(bytes));
        }
    }

    @Test
    void refusesNul() {
        assertThat(Utf8.firstInvalid(new byte[] {'a', 'b', 'c', 'd', 'e', 'f', 0, 'h', 'i'}))
                .isEqualTo(6);
        assertThat(Utf8.firstInvalid(new byte[] {'a', 0})).isEqualTo(1);
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
