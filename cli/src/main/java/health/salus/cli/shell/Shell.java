package health.salus.cli.shell;

import health.salus.client.ClientConfig.Surroundings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The surroundings of a command; a test makes its own.
///
/// @param home the user's home directory
public record Shell(
        PrintStream out,
        PrintStream err,
        Questions questions,
        Terminal terminal,
        Map<String, String> environment,
        Path home,
        Surroundings surroundings) {

    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /// Where the login and what is trusted are kept (XDG base directories).
    public Path configuration() {
        return variable("SALUS_CONFIG")
                .map(Path::of)
                .or(() -> variable("XDG_CONFIG_HOME").map(config -> Path.of(config, "salus")))
                .orElseGet(() -> home.resolve(".config").resolve("salus"));
    }

    /// Where commands remember how far they came.
    public Path state() {
        return variable("XDG_STATE_HOME")
                .map(state -> Path.of(state, "salus"))
                .orElseGet(() -> home.resolve(".local").resolve("state").resolve("salus"));
    }
}
