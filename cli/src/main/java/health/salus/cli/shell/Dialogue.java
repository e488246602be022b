package health.salus.cli.shell;

import health.salus.client.SalusClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/// What every command takes that asks a node: which node, as whom, and in what form it answers.
public final class Dialogue {

    @ArgGroup(validate = false, heading = Connection.HEADING)
    private Connection connection = new Connection();

    @Mixin
    private final Output output = new Output();

    public Connection connection() {
        return connection;
    }

    public Output output() {
        return output;
    }

    public SalusClient client(Shell shell) {
        return connection.client(shell);
    }

    /// A client that reads under a purpose of use: the given one, or the login's.
    public SalusClient client(Shell shell, Optional<String> purpose) {
        return connection.client(shell, purpose);
    }

    public int show(Shell shell, Record answer, List<String> words) {
        return output.show(shell, answer, words);
    }
}
