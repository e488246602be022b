package health.salus.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.cli.shell.Questions;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Terminal;
import health.salus.client.ClientConfig.Surroundings;
import health.salus.crypto.SystemRandomSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Types command lines and reads what comes back. Time moves only when a command waits.
final class Typist {

    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, String> environment = new TreeMap<>();

    /// What is typed when a command asks; with nothing left, nobody is there.
    final Deque<String> answers = new ArrayDeque<>();

    private final Path home;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    Typist(Path home) {
        this.home = home;
    }

    /// What a command line did.
    record Ended(int code, String out, String err) {

        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (IOException malformed) {
                throw new UncheckedIOException(out, malformed);
            }
        }
    }

    Ended type(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(shell(out, err), arguments);
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Shell shell(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        Questions questions = new Questions() {
            @Override
            public Optional<String> line(String question) {
                return Optional.ofNullable(answers.poll());
            }

            @Override
            public Optional<char[]> secret(String question) {
                return Optional.ofNullable(answers.poll()).map(String::toCharArray);
            }
        };
        return new Shell(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                questions,
                Terminal.NONE,
                environment,
                home,
                new Surroundings(() -> now, new SystemRandomSource(), this::pause));
    }

    private void pause(Duration duration) {
        now = now.plus(duration);
    }
}
