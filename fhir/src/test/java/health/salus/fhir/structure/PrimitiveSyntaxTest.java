package health.salus.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.fhir.definitions.PrimitivePatterns;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class PrimitiveSyntaxTest {
    private static final int RUNS = 4_000;
    private static final long SEED = Long.getLong("salus.seed", 42);

    /// What we are stricter about than the expressions: real days, base64's padding, characters that XML cannot carry.
    private static final Map<String, List<String>> SEEDS = Map.ofEntries(
            Map.entry("integer", List.of("0", "-17", "2147483647", "+5", "007")),
            Map.entry("unsignedInt", List.of("0", "12", "-1", "01")),
            Map.entry("positiveInt", List.of("1", "99", "0", "-3")),
            Map.entry("code", List.of("final", "in progress", " a", "a  b", "a\tb")),
            Map.entry("id", List.of("a-1.B", "x".repeat(64), "x".repeat(65), "a_b")),
            Map.entry("uri", List.of("http://a.b/c?d=e#f", "urn:x", "a b")),
            Map.entry("url", List.of("mailto:a@b", "a\nb")),
            Map.entry("canonical", List.of("http://a|1", "a b")),
            Map.entry("oid", List.of("urn:oid:1.2.36.0.17", "urn:oid:3.1", "urn:oid:1.02", "urn:oid:1", "urn:oid:2.")),
            Map.entry("uuid", List.of("urn:uuid:c757873d-ec9a-4326-a141-556f43239520", "urn:uuid:c757873d")),
            Map.entry("date", List.of("2018", "1973-06", "1905-08-23", "0000", "2018-13", "2018-1-1")),
            Map.entry("dateTime", List.of("2018", "1973-06", "2015-02-07T13:28:17.239+02:00", "2015-02-07T24:00:00Z")),
            Map.entry("instant", List.of("2015-02-07T13:28:17.239+02:00", "2017-01-01T00:00:60Z", "2017-01-01T00:00Z")),
            Map.entry("time", List.of("13:28:17", "13:28:17.2", "13:28", "25:00:00", "13:28:61")),
            Map.entry("base64Binary", List.of("QUJD", "QUI=", "QQ==", "QUJ", "Q U J D")));

    @Test
    void agreesWithTheSpecificationsExpressions() {
        Random random = new Random(SEED);
        Map<String, Pattern> patterns = PrimitivePatterns.byType();
        SEEDS.forEach((type, seeds) -> {
            PrimitiveKind kind = PrimitiveKind.ofType(type).orElseThrow();
            Pattern pattern = Objects.requireNonNull(patterns.get(type), type);
            for (int run = 0; run < RUNS; run++) {
                String text = run < seeds.size() ? seeds.get(run) : changed(seeds.get(run % seeds.size()), random);
                boolean allowed = !text.isEmpty() && pattern.matcher(text).matches();
                if (kind.json() == PrimitiveKind.Json.NUMBER && !text.matches("-?(0|[1-9][0-9]*)")) {
                    continue; // JSON has no such number.
                }
                boolean stricter = allowed && strict(kind, text);
                assertThat(matches(kind, text))
                        .as("%s '%s' with seed %d", type, text, SEED)
                        .isEqualTo(stricter);
            }
        });
    }

    private static boolean strict(PrimitiveKind kind, String text) {
        return switch (kind) {
            case DATE, DATE_TIME, INSTANT -> text.length() < 10 || isDay(text.substring(0, 10));
            case BASE64_BINARY -> {
                String packed = text.replaceAll("\\s", "");
                yield packed.length() % 4 == 0 && packed.matches("[0-9a-zA-Z+/]+={0,2}");
            }
            case INTEGER, UNSIGNED_INT, POSITIVE_INT ->
                !text.equals("-0") && new BigInteger(text).bitLength() < Integer.SIZE;
            default -> text.chars().noneMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r');
        };
    }

    private static boolean isDay(String date) {
        try {
            LocalDate.parse(date);
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static String changed(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        String alphabet = "0123456789abcdefT:-+.Z urn=/\t\u00e9";
        for (int edits = 1 + random.nextInt(3); edits > 0 && !text.isEmpty(); edits--) {
            int at = random.nextInt(text.length());
            char c = alphabet.charAt(random.nextInt(alphabet.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, c);
                case 1 -> text.insert(at, c);
                default -> text.deleteCharAt(at);
            }
        }
        return text.toString();
    }

    private static boolean matches(PrimitiveKind kind, String text) {
        char[] padded = ("xx" + text).toCharArray();
        return PrimitiveSyntax.matches(kind, padded, 2, padded.length);
    }
}
