package health.salus.cli.login;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Halt;
import health.salus.cli.shell.Shell;
import health.salus.client.AccessToken;
import health.salus.client.SalusClient;
import health.salus.crypto.PrivateFiles;
import health.salus.kernel.Octets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A token for a program.
@Command(
        name = "token",
        description = {
            "Get a bearer token, for a program that speaks to /fhir or /api itself. It lives some minutes.",
            "It is printed alone on a line, or written to a file that only you may read."
        },
        footer = {
            "",
            "Example:",
            "  salus token --key lab.pem --as lab --purpose TREAT --scope system/*.rs --out token.txt"
        })
public final class TokenCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(
            names = "--scope",
            paramLabel = "SCOPES",
            description = "What it is to allow, separated by spaces (default: all that you may do with records).")
    private Optional<String> scope = Optional.empty();

    @Option(names = "--purpose", paramLabel = "CODE", description = "The purpose of use, such as TREAT.")
    private Optional<String> purpose = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Write it to this file instead.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final Dialogue dialogue = new Dialogue();

    TokenCommand(Shell shell) {
        this.shell = shell;
    }

    /// @param token absent when it stands in the file
    record Answer(Optional<String> token, Optional<Instant> expires, Optional<String> file) {}

    @Override
    public Integer call() {
        AccessToken token;
        try (SalusClient client = scope.isPresent()
                ? dialogue.connection().scoped(shell, scope.get(), purpose)
                : dialogue.client(shell, purpose)) {
            token = client.token()
                    .orElseThrow(() -> Halt.usage(
                            "nobody is logged in", "Name a key with --key and --as, or log in with salus login."));
        }
        String text = new String(token.value().reveal(), StandardCharsets.UTF_8);
        Optional<Instant> expires = Optional.of(token.expires()).filter(end -> !end.equals(Instant.MAX));
        out.ifPresent(file -> PrivateFiles.replace(file, Octets.utf8(text + "\n")));
        Answer answer =
                new Answer(out.isPresent() ? Optional.empty() : Optional.of(text), expires, out.map(Path::toString));
        String until = expires.map(end -> ", valid until " + end).orElse("");
        return dialogue.show(
                shell,
                answer,
                List.of(out.map(file -> "written to " + file + until).orElse(text)));
    }
}
