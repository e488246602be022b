package health.salus.cli.shell;

import java.util.Optional;

/// Asks the person at the keyboard. Empty when there is none, or no more input.
public interface Questions {

    Optional<String> line(String question);

    /// Without showing what is typed.
    Optional<char[]> secret(String question);
}
