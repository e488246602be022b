package health.salus.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.portal.AccessTrail;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Receipts;
import health.salus.portal.RecordKind;
import health.salus.portal.Role;
import health.salus.portal.Sharing;
import health.salus.portal.SigningKeys;
import health.salus.portal.sharing.PermitForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every text that a page can ask for exists, and can be formatted.
class MessagesTest {

    private static final Path MAIN = Path.of("src/main");
    private static final Pattern USED = Pattern.compile("#\\{([a-z][A-Za-z0-9.-]*)[}(]");
    private static final Pattern LITERAL =
            Pattern.compile("(?:msg\\(|words(?:\\(\\))?\\.of\\()['\"]([a-z][a-z.-]*[a-z])['\"]");
    private static final Pattern FACT = Pattern.compile("\\.?(?:add|addAll|when|period)\\(\\s*\"([a-z-]+)\"");

    private final Properties messages = load();

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream in = MessagesTest.class.getResourceAsStream("/health/salus/portal/messages.properties")) {
            properties.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return properties;
    }

    private static List<String> found(Pattern pattern, Path directory, String ending) throws IOException {
        List<String> keys = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(ending)).toList()) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    keys.add(matcher.group(1));
                }
            }
        }
        return keys;
    }

    @Test
    void templatesAskForTextsThatExist() throws IOException {
        assertThat(messages.stringPropertyNames()).containsAll(found(USED, MAIN, ".html"));
        assertThat(messages.stringPropertyNames()).containsAll(found(LITERAL, MAIN, ".html"));
    }

    @Test
    void factsHaveLabels() throws IOException {
        List<String> labels = found(FACT, MAIN.resolve("java/health/salus/portal/summary"), ".java");
        assertThat(labels).isNotEmpty();
        assertThat(messages.stringPropertyNames())
                .containsAll(labels.stream().map(label -> "fact." + label).toList());
    }

    @Test
    void everyChoiceHasAName() {
        assertNamed("kind.", RecordKind.values(), "");
        assertNamed("purpose.", PurposeOfUse.values(), "");
        assertNamed("role.", Role.values(), "");
        assertNamed("state.", Sharing.State.values(), "");
        assertNamed("decision.", Sharing.Decision.values(), "");
        assertNamed("attested.", Sharing.Attested.values(), "");
        assertNamed("permit.kinds.", Sharing.Decision.values(), "");
        assertNamed("sign.heading.permit-", Sharing.Decision.values(), "");
        assertNamed("signed.heading.permit-", Sharing.Decision.values(), "");
        assertNamed("signed.back.permit-", Sharing.Decision.values(), "");
        assertNamed("standing.", SigningKeys.Standing.values(), "");
        assertNamed("outcome.", AccessTrail.Outcome.values(), "");
        assertNamed("access.filter.", AccessTrail.Outcome.values(), "");
        assertNamed("receipts.reason.", Receipts.Reason.values(), "");
        assertNamed("term.", PermitForm.Term.values(), "");
        assertNamed("purpose.", PermitForm.PURPOSES.toArray(new PurposeOfUse[0]), ".hint");
    }

    private void assertNamed(String prefix, Enum<?>[] constants, String suffix) {
        assertThat(messages.stringPropertyNames())
                .containsAll(Arrays.stream(constants)
                        .map(c -> prefix + c.name() + suffix)
                        .toList());
    }

    @Test
    void everyTextCanBeFormatted() {
        for (String key : messages.stringPropertyNames()) {
            String text = new MessageFormat(messages.getProperty(key), Locale.UK).format(new Object[] {1, 2, 3, 4});
            assertThat(text).as(key).isNotBlank().doesNotContain("{").doesNotContain("''");
        }
    }
}
