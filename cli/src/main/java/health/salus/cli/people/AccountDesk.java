package health.salus.cli.people;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Halt;
import health.salus.cli.shell.Shell;
import health.salus.client.Administration;
import health.salus.client.SalusClient;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/// Who manages accounts and applications.
final class AccountDesk {

    private static final String WHO =
            "Use the node's own key: --key HOME/keys/member.pem --as service.MEMBER (salus status names the member).";

    @Mixin
    private final Dialogue dialogue = new Dialogue();

    URI node(Shell shell) {
        return dialogue.connection().node(shell);
    }

    int show(Shell shell, Record answer, List<String> words) {
        return dialogue.show(shell, answer, words);
    }

    SalusClient client(Shell shell) {
        SalusClient client = dialogue.connection().scoped(shell, Administration.SCOPE, Optional.empty());
        try {
            if (client.token().isEmpty()) {
                throw Halt.usage("nobody is logged in", WHO);
            }
            return client;
        } catch (SalusException refused) {
            client.close();
            throw refused.code() == ErrorCode.INSUFFICIENT_SCOPE
                    ? Halt.refused("this login does not manage the node's accounts", WHO)
                    : refused;
        }
    }

    /// For scripts.
    record Done(String username) {}

    int done(Shell shell, String username, String words) {
        return dialogue.show(shell, new Done(username), List.of(words));
    }
}
