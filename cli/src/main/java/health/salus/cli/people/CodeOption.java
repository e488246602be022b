package health.salus.cli.people;

import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.client.api.Invitation;
import health.salus.crypto.PrivateFiles;
import health.salus.kernel.Octets;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where a one-time code goes to.
final class CodeOption {

    @Option(
            names = "--code-file",
            paramLabel = "FILE",
            description = "Write the one-time code to a file that only you may read, and do not show it.")
    private Optional<Path> file = Optional.empty();

    /// @param code absent when it stands in the file
    record Answer(String username, Optional<String> code, String until, String activate, Optional<String> file) {}

    int show(Shell shell, AccountDesk desk, String username, Invitation invitation) {
        URI activate = desk.node(shell).resolve("/portal/activate");
        Answer answer = new Answer(
                username,
                file.isPresent() ? Optional.empty() : Optional.of(invitation.code()),
                invitation.until().toString(),
                activate.toString(),
                file.map(Path::toString));
        file.ifPresent(path -> PrivateFiles.replace(path, Octets.utf8(invitation.code() + "\n")));
        Table table = new Table().row("user name", username);
        file.ifPresentOrElse(
                path -> table.row("one-time code", "in " + path), () -> table.row("one-time code", invitation.code()));
        table.row("valid until", answer.until()).row("used at", answer.activate());
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("Hand the code over in person or by letter; it is not shown again.");
        return desk.show(shell, answer, lines);
    }
}
