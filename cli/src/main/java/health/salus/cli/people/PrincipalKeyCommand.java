package health.salus.cli.people;

import health.salus.cli.shell.Registrar;
import health.salus.cli.shell.Shell;
import health.salus.client.SalusClient;
import health.salus.client.command.IdentityCommand;
import health.salus.client.command.IdentityCommand.KeyRegistration;
import health.salus.kernel.KeyId;
import health.salus.kernel.PrincipalId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The keys of principals.
@Command(
        name = "key",
        description = {
            "Add and end the keys of principals.",
            "A first key is for who may register the principal to add; further ones are for their owner to sign."
        },
        subcommands = {
            PrincipalKeyCommand.Add.class,
            PrincipalKeyCommand.Rotate.class,
            PrincipalKeyCommand.Revoke.class,
            PrincipalKeyCommand.Propose.class,
            PrincipalKeyCommand.Confirm.class
        },
        footer = {"", "Example:", "  salus principal key add dr.adams --new-key adams.pem"})
final class PrincipalKeyCommand {

    private PrincipalKeyCommand() {}

    private static int change(Shell shell, Registrar registrar, String id, IdentityCommand command) {
        try (SalusClient client = registrar.client(shell)) {
            return registrar.change(shell, client, id, List.of(command), List.of());
        }
    }

    /// Adds a key.
    @Command(
            name = "add",
            description = "Register a key for a principal: its first one, or a further one of your own.",
            footer = {"", "Example:", "  salus principal key add dr.adams --new-key adams.pem"})
    static final class Add implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "ID", description = "The principal.")
        private String id = "";

        @ArgGroup(validate = false, heading = NewKey.HEADING)
        private NewKey key = new NewKey();

        @Mixin
        private final Registrar registrar = new Registrar();

        Add(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            KeyRegistration registration = key.require(shell);
            return change(shell, registrar, id, new IdentityCommand.AddKey(new PrincipalId(id), registration));
        }
    }

    /// Replaces a key.
    @Command(
            name = "rotate",
            description = "Replace a key of your own by another, in one step, signed with a key that you still have.",
            footer = {"", "Example:", "  salus principal key rotate dr.adams 5f0c9a1b2d3e4f60 --new-key next.pem"})
    static final class Rotate implements Callable<Integer> {

        private final Shell shell;

        @Parameters(index = "0", paramLabel = "ID", description = "The principal: yourself.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "KEY", description = "The id of the key that ends.")
        private String replaced = "";

        @ArgGroup(validate = false, heading = NewKey.HEADING)
        private NewKey key = new NewKey();

        @Mixin
        private final Registrar registrar = new Registrar();

        Rotate(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            KeyId ending = new KeyId(replaced);
            KeyRegistration registration = key.require(shell);
            return change(
                    shell, registrar, id, new IdentityCommand.RotateKey(new PrincipalId(id), ending, registration));
        }
    }

    /// Ends a key.
    @Command(
            name = "revoke",
            description = {
                "End a key: nothing that it signs counts any more, from the next round on.",
                "For its owner, and for staff; a patient's keys are the patient's own to end."
            },
            footer = {"", "Example:", "  salus principal key revoke dr.adams 5f0c9a1b2d3e4f60"})
    static final class Revoke implements Callable<Integer> {

        private final Shell shell;

        @Parameters(index = "0", paramLabel = "ID", description = "The principal.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "KEY", description = "The key's id, as salus principal show has it.")
        private String key = "";

        @Mixin
        private final Registrar registrar = new Registrar();

        Revoke(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            return change(shell, registrar, id, new IdentityCommand.RevokeKey(new PrincipalId(id), new KeyId(key)));
        }
    }

    /// Vouches for a key.
    @Command(
            name = "propose",
            description = {
                "As a member: vouch for a key of somebody who has lost the others. Signed with the member's own key.",
                "Another member confirms it (in a network of one, the same), and it is in force after the delay."
            },
            footer = {
                "",
                "Example:",
                "  salus principal key propose kina --public-key pQECAyYg --evidence passport-check.pdf"
            })
    static final class Propose implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "ID", description = "The principal.")
        private String id = "";

        @Mixin
        private final EvidenceOption evidence = new EvidenceOption();

        @ArgGroup(validate = false, heading = NewKey.HEADING)
        private NewKey key = new NewKey();

        @Mixin
        private final Registrar registrar = new Registrar();

        Propose(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            PrincipalId principal = new PrincipalId(id);
            var digest = evidence.digest();
            return change(shell, registrar, id, new IdentityCommand.ProposeKey(principal, key.require(shell), digest));
        }
    }

    /// Vouches for a key that another member proposed.
    @Command(
            name = "confirm",
            description = "As a member: confirm a key that another member proposed. Signed with the member's own key.",
            footer = {"", "Example:", "  salus principal key confirm kina 5f0c9a1b2d3e4f60"})
    static final class Confirm implements Callable<Integer> {

        private final Shell shell;

        @Parameters(index = "0", paramLabel = "ID", description = "The principal.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "KEY", description = "The key's id.")
        private String key = "";

        @Mixin
        private final Registrar registrar = new Registrar();

        Confirm(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            return change(shell, registrar, id, new IdentityCommand.ConfirmKey(new PrincipalId(id), new KeyId(key)));
        }
    }
}
