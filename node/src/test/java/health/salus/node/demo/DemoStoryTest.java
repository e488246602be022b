package health.salus.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoStoryTest {

    private final ScriptedActions actions = new ScriptedActions();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void tellsEveryStepInItsOrder() {
        assertThat(tell(Narrator.Terminal.PLAIN)).isTrue();

        assertThat(actions.asked)
                .containsExactly(
                        "import", "read", "permit 30", "read", "accesses", "verify", "tamper", "revoke", "read");
        assertThat(text())
                .contains("Nash imports its records, that of Kina among them")
                .contains("no refused: CONSENT_DENIED, no permission for TREAT")
                .contains("ok 473 resources shown")
                .contains("found: segment s-7, fragment 1: wrong hash")
                .contains("http://localhost:8080/portal");
    }

    @Test
    void writesPlainLinesWhereThereIsNoTerminal() {
        tell(Narrator.Terminal.PLAIN);

        assertThat(text()).doesNotContain("\u001b").doesNotContain("\r");
        assertThat(text().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void colourIsLeftOutWhenItIsNotWanted() {
        tell(new Narrator.Terminal(80, false, true));

        assertThat(text()).doesNotContain("\u001b[3").contains("\u2713").contains("[####");
    }

    @Test
    void linesFitTheWindow() {
        tell(new Narrator.Terminal(60, true, true));

        List<String> prose =
                text().lines().filter(line -> !line.contains("\u001b")).toList();
        assertThat(prose)
                .isNotEmpty()
                .filteredOn(line -> !line.contains("http"))
                .allMatch(line -> line.length() < 60);
    }

    @Test
    void stopsWhenTheRecordIsShownWithoutPermission() {
        actions.attempts.removeFirst();

        assertThat(tell(Narrator.Terminal.PLAIN)).isFalse();
        assertThat(text()).contains("FAILED shown without a permission: 473 resources");
        assertThat(actions.asked).containsExactly("import", "read");
    }

    @Test
    void stopsWhenTheTrailLacksTheRefusal() {
        actions.accesses = actions.accesses.subList(0, 1);

        assertThat(tell(Narrator.Terminal.PLAIN)).isFalse();
        assertThat(text()).contains("FAILED the trail lacks the refusal");
    }

    @Test
    void stopsWhenTheReceiptDoesNotHold() {
        actions.receiptProblem = Optional.of("2 of 4 members signed");

        assertThat(tell(Narrator.Terminal.PLAIN)).isFalse();
        assertThat(text()).contains("FAILED the receipt does not hold: 2 of 4 members signed");
    }

    @Test
    void stopsWhenTheChangedByteIsNotFound() {
        actions.finding = Optional.empty();

        assertThat(tell(Narrator.Terminal.PLAIN)).isFalse();
        assertThat(text()).contains("FAILED not found");
    }

    private boolean tell(Narrator.Terminal terminal) {
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        DemoStory story = new DemoStory(actions, new Narrator(out, terminal, () -> 0));
        boolean held = story.tell();
        if (held) {
            story.farewell();
        }
        return held;
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
