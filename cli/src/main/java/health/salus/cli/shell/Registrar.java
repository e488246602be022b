package health.salus.cli.shell;

import health.salus.client.SalusClient;
import health.salus.client.command.ContractCommand;
import health.salus.kernel.OrganisationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/// Whoever changes something of the network: signs with the own key, and waits until it is final.
public final class Registrar {

    @ArgGroup(validate = false, heading = Signature.HEADING)
    private Signature signature = new Signature();

    @Mixin
    private final Dialogue dialogue = new Dialogue();

    /// What was changed: whose id it is about, and the transaction.
    public record Change(String id, Signature.Answer transaction) {}

    public SalusClient client(Shell shell) {
        return dialogue.client(shell);
    }

    /// What a person should know before signing.
    public void tell(Shell shell, List<String> lines) {
        lines.forEach(line -> dialogue.output().tell(shell, line));
    }

    /// The organisation that is meant: the one given, or the caller's own.
    public static OrganisationId organisation(SalusClient client, Optional<String> given) {
        return given.map(OrganisationId::new).orElseGet(() -> client.me().organisation());
    }

    /// All of the commands or none.
    ///
    /// @param after what to say when it is done
    public int change(
            Shell shell, SalusClient client, String id, List<? extends ContractCommand> commands, List<String> after) {
        Signature.Answer answer = signature.sign(
                shell,
                dialogue.connection(),
                dialogue.output(),
                client,
                commands.stream().map(ContractCommand::toCommand).toList());
        List<String> words = new ArrayList<>(answer.words());
        words.addAll(after);
        return dialogue.show(shell, new Change(id, answer), words);
    }
}
