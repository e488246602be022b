package health.salus.cli.consent;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Signature;
import health.salus.cli.shell.SubjectOption;
import health.salus.client.SalusClient;
import health.salus.client.command.ConsentCommand;
import health.salus.client.command.ConsentCommand.Evidence;
import health.salus.kernel.SubjectId;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/// What every command takes that changes a consent: whose it is, what it rests on, who signs, and with which node.
final class Signing {

    @Mixin
    private final SubjectOption subject = new SubjectOption();

    @Mixin
    private final Paper paper = new Paper();

    @ArgGroup(validate = false, heading = Signature.HEADING)
    private Signature signature = new Signature();

    @Mixin
    private final Dialogue dialogue = new Dialogue();

    SalusClient client(Shell shell) {
        return dialogue.client(shell);
    }

    SubjectId subject(SalusClient client) {
        return subject.in(client);
    }

    Evidence evidence() {
        return paper.evidence();
    }

    Signature.Answer sign(Shell shell, SalusClient client, ConsentCommand command) {
        return signature.sign(shell, dialogue.connection(), dialogue.output(), client, command.toCommand());
    }

    int show(Shell shell, Record answer, List<String> words) {
        return dialogue.show(shell, answer, words);
    }
}
