package health.salus.node.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.client.rule.RuleFile;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCheckCommandTest {

    // Surefire runs in the module's folder.
    private static final Path SAMPLE = Path.of("..", "samples", "rules", "break-glass.json");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int check(Path file, boolean json) {
        return RuleCheckCommand.run(file, json, new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private Path changed(String part, String other) throws IOException {
        String sample = Files.readString(SAMPLE);
        assertThat(sample).contains(part);
        return Files.writeString(directory.resolve("rule.json"), sample.replace(part, other));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void showsWhatTheTestsOfTheSampleCost() throws IOException {
        assertThat(check(SAMPLE, false)).isZero();
        String digest =
                RuleFile.read(Octets.utf8(Files.readString(SAMPLE))).digest().hex();
        assertThat(out().lines())
                .first()
                .isEqualTo("rule access.break-glass version 1, content with SHA-256 " + digest);
        assertThat(out())
                .contains(" steps: a night shift of a hospital\n")
                .contains("of 200 steps\n")
                .endsWith("the members would take this rule: salus rule propose\n")
                .doesNotContain("no contract");
    }

    @Test
    void theExampleOfThePageIsOneThatMembersWouldTake() throws IOException {
        String indent = "       ";
        String example = Files.readAllLines(Path.of("..", "docs", "design", "rules.md")).stream()
                .filter(line -> line.startsWith(indent))
                .map(line -> line.substring(indent.length()))
                .collect(Collectors.joining("\n"));
        assertThat(check(Files.writeString(directory.resolve("example.json"), example), false))
                .as(out())
                .isZero();
    }

    @Test
    void answersInJson() throws IOException {
        assertThat(check(SAMPLE, true)).isZero();
        JsonNode answer = new ObjectMapper().readTree(out());
        assertThat(answer.path("passed").asBoolean()).isTrue();
        assertThat(answer.path("asked").asBoolean()).isTrue();
        assertThat(answer.path("tests")).hasSize(4);
        assertThat(answer.path("dearest").asLong()).isBetween(10L, 200L);
    }

    @Test
    void tellsWhichTestFailsAndHow() throws IOException {
        assertThat(check(changed("seconds <= 3600", "seconds < 3600"), false)).isEqualTo(1);
        assertThat(out())
                .contains(" steps: an hour is everybody's (answers permit = false)\n")
                .contains("the members would refuse this rule");
    }

    @Test
    void tellsWhereAnExpressionIsWrongInTheWordsOfTheLibrary() throws IOException {
        Path wrong = changed("seconds <= 3600", "second <= 3600");
        assertThatThrownBy(() -> check(wrong, false)).isInstanceOfSatisfying(SalusException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_RULE);
            assertThat(refused.detail())
                    .startsWith("rule access.break-glass version 1, clause permit: its expression is no rule")
                    .contains("undeclared reference to 'second'");
        });
    }

    @Test
    void tellsWhatNoContractAsks() throws IOException {
        assertThat(check(changed("access.break-glass", "claims.copay"), false)).isZero();
        assertThat(out()).contains("no contract of this program asks a rule of this name");
        Path other = changed("\"hour_utc\"", "\"hour\"");
        assertThatThrownBy(() -> check(other, false)).hasMessageContaining("hour");
    }

    @Test
    void needsAFileThatCanBeRead() {
        assertThatThrownBy(() -> check(directory.resolve("none.json"), false))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
}
