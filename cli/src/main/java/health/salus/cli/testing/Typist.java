package health.salus.cli.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.cli.Main;
import health.salus.cli.shell.Questions;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Terminal;
import health.salus.client.ClientConfig.Surroundings;
import health.salus.client.TrustFile;
import health.salus.client.testing.ScriptedLedger;
import health.salus.client.testing.ScriptedNode;
import health.salus.client.testing.ScriptedNode.Reply;
import health.salus.crypto.SystemRandomSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Types command lines in this process and reads what comes back.
public final class Typist {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> environment = new TreeMap<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private final Path home;
    private final Surroundings surroundings;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    /// Somebody with this home directory, for whom time moves only when a command waits.
    public Typist(Path home) {
        this.home = home;
        this.surroundings = new Surroundings(() -> now, new SystemRandomSource(), this::pause);
    }

    private Typist(Path home, Surroundings surroundings) {
        this.home = home;
        this.surroundings = surroundings;
    }

    /// Somebody for whom time goes by as it does.
    public static Typist inRealTime(Path home) {
        return new Typist(home, new Surroundings(Instant::now, new SystemRandomSource(), Thread::sleep));
    }

    /// What a command line did.
    public record Ended(int code, String out, String err) {

        public JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (IOException malformed) {
                throw new UncheckedIOException(out, malformed);
            }
        }
    }

    public Typist with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// Signs in at this node as the service of member alpha, with a key that is made for it, and trusts this ledger.
    public Typist asService(ScriptedNode node, ScriptedLedger ledger) {
        String key = home.resolve("member.pem").toString();
        type("key", "generate", key);
        node.on("POST", "/oauth2/token", Reply.json("{\"access_token\":\"t1\",\"expires_in\":300}"));
        return with("SALUS_URL", node.address().toString())
                .with("SALUS_KEY", key)
                .with("SALUS_AS", "service.alpha")
                .with("SALUS_TRUST", trust(ledger).toString());
    }

    /// Has a token for this node, and a file that says whom to trust.
    public Typist withToken(ScriptedNode node, ScriptedLedger ledger) {
        trust(ledger);
        return with("SALUS_URL", node.address().toString()).with("SALUS_TOKEN", "t1");
    }

    private Path trust(ScriptedLedger ledger) {
        try {
            return Files.writeString(home.resolve("trust.txt"), TrustFile.format(ledger.anchor()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Typist without(String variable) {
        environment.remove(variable);
        return this;
    }

    /// What is typed when a command asks; with nothing left, nobody is there.
    public Typist answering(String line) {
        answers.add(line);
        return this;
    }

    public Ended type(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(shell(out, err), arguments);
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    public Shell shell(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Shell(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Answers(),
                Terminal.NONE,
                environment,
                home,
                surroundings);
    }

    private void pause(Duration duration) {
        now = now.plus(duration);
    }

    private final class Answers implements Questions {

        @Override
        public Optional<String> line(String question) {
            return Optional.ofNullable(answers.poll());
        }

        @Override
        public Optional<char[]> secret(String question) {
            return line(question).map(String::toCharArray);
        }
    }
}
