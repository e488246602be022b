package health.salus.fhir;

import java.util.Arrays;
import java.util.Random;

/// Damage to bytes of JSON, of the kinds that find faults in readers of it.
public final class Mutations {
    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "null",
        "true",
        "-1",
        "1e9",
        "\\u0000",
        "\\ud800",
        "\"id\":",
        "\"\"",
        "\"resourceType\":\"Bundle\",",
        "\"contained\":[",
        "\u00e9",
        "[[[[[[[[",
        "{\"a\":",
        "#",
        "urn:uuid:",
        "?",
        "/"
    };

    private Mutations() {}

    public static byte[] of(byte[] sample, Random random) {
        byte[] bytes = sample;
        for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
            bytes = edit(bytes, random);
        }
        return bytes;
    }

    private static byte[] edit(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(1 + random.nextInt(200)));
        byte[] token = Samples.bytes(TOKENS[random.nextInt(TOKENS.length)]);
        return switch (random.nextInt(5)) {
            case 0 -> replaced(bytes, at, at, token);
            case 1 -> replaced(bytes, at, end, token);
            case 2 -> replaced(bytes, at, end, new byte[0]);
            case 3 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            default -> {
                byte[] changed = bytes.clone();
                if (at < changed.length) {
                    changed[at] = (byte) random.nextInt(256);
                }
                yield changed;
            }
        };
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] changed = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, changed, 0, from);
        System.arraycopy(by, 0, changed, from, by.length);
        System.arraycopy(bytes, to, changed, from + by.length, bytes.length - to);
        return changed;
    }
}
