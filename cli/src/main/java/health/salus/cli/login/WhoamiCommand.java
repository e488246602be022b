package health.salus.cli.login;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.client.SalusClient;
import health.salus.client.api.Me;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Whom the node takes the caller for.
@Command(
        name = "whoami",
        description = "Say whom the node takes you for, and which of your keys it knows.",
        footer = {"", "Example:", "  salus whoami --key kina.pem --as kina"})
public final class WhoamiCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Dialogue dialogue = new Dialogue();

    WhoamiCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (SalusClient client = dialogue.client(shell)) {
            Me me = client.me();
            Table table = new Table()
                    .row("principal", me.principal().value())
                    .row("kind", me.kind())
                    .row("organisation", me.organisation().value());
            me.subject().ifPresent(subject -> table.row("subject", subject.value()));
            me.keys()
                    .forEach(key -> table.row(
                            "key",
                            key.key().value() + " " + key.algorithm() + ", " + key.state()
                                    + key.passkeyDomain()
                                            .map(domain -> ", passkey of " + domain)
                                            .orElse("")));
            return dialogue.show(shell, me, table.lines());
        }
    }
}
