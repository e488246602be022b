package health.salus.cli.people;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Signature;
import health.salus.client.SalusClient;
import health.salus.client.command.IdentityCommand;
import health.salus.kernel.OrganisationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/// Whoever changes who is who: signs with the own key, and waits until it is final.
final class Registrar {

    @ArgGroup(validate = false, heading = Signature.HEADING)
    private Signature signature = new Signature();

    @Mixin
    private final Dialogue dialogue = new Dialogue();

    /// What was changed: whose id it is about, and the transaction.
    record Change(String id, Signature.Answer transaction) {}

    SalusClient client(Shell shell) {
        return dialogue.client(shell);
    }

    /// The organisation that is meant: the one given, or the caller's own.
    static OrganisationId organisation(SalusClient client, Optional<String> given) {
        return given.map(OrganisationId::new).orElseGet(() -> client.me().organisation());
    }

    /// All of the commands or none.
    ///
    /// @param after what to say when it is done
    int change(Shell shell, SalusClient client, String id, List<IdentityCommand> commands, List<String> after) {
        Signature.Answer answer = signature.sign(
                shell,
                dialogue.connection(),
                dialogue.output(),
                client,
                commands.stream().map(IdentityCommand::toCommand).toList());
        List<String> words = new ArrayList<>(answer.words());
        words.addAll(after);
        return dialogue.show(shell, new Change(id, answer), words);
    }
}
