package health.salus.cli.people;

import health.salus.cli.shell.Halt;
import health.salus.cli.shell.InputFile;
import health.salus.cli.shell.Registrar;
import health.salus.cli.shell.Shell;
import health.salus.client.SalusClient;
import health.salus.client.api.Application;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Applications.
@Command(
        name = "application",
        description = {
            "Programs that ask this node for tokens by OAuth 2.1 and SMART.",
            "A program of your own needs none of this: enrol it as a service, and use salus token."
        },
        subcommands = {ApplicationCommand.Register.class, ApplicationCommand.Remove.class},
        footer = {"", "Example:", "  salus application remove growth-chart"})
public final class ApplicationCommand {

    private ApplicationCommand() {}

    /// Registers an application.
    @Command(
            name = "register",
            description = {
                "Register a program: one that people use, with --redirect, or a service, with --principal and keys.",
                "There are no client secrets: a program proves itself with a key of its own, or by PKCE."
            },
            footer = {
                "",
                "Example:",
                "  salus application register growth-chart --name Growth --redirect https://app.example/back"
                        + " --scope user/Observation.rs"
            })
    static final class Register implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "CLIENT", description = "Its client id: letters, digits and . _ ~ -")
        private String client = "";

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its name for people.")
        private String name = "";

        @Option(
                names = "--scope",
                required = true,
                split = ",",
                paramLabel = "SCOPE",
                description = "What it may ask for, such as user/*.rs; a service has system/ scopes. May be repeated.")
        private List<String> scopes = new ArrayList<>();

        @Option(
                names = "--redirect",
                paramLabel = "URL",
                description = "Where the browser goes back to; matched exactly. May be repeated.")
        private List<String> redirects = new ArrayList<>();

        @Option(names = "--jwks", paramLabel = "FILE", description = "Its public keys, a JWK Set.")
        private Optional<Path> jwks = Optional.empty();

        @Option(names = "--jwks-url", paramLabel = "URL", description = "Where it publishes its keys: https only.")
        private Optional<String> jwksUrl = Optional.empty();

        @Option(names = "--principal", paramLabel = "ID", description = "A service: as whom it acts.")
        private Optional<String> principal = Optional.empty();

        @Option(
                names = "--organisation",
                paramLabel = "ID",
                description = "A service: whom it works for (default: your own).")
        private Optional<String> organisation = Optional.empty();

        @Option(
                names = "--purpose",
                split = ",",
                paramLabel = "CODE",
                description = "A service: purposes of use that it may state, such as TREAT. May be repeated.")
        private List<String> purposes = new ArrayList<>();

        @Mixin
        private final AccountDesk desk = new AccountDesk();

        Register(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            requireKind();
            Optional<String> keys = jwks.map(file -> InputFile.read(file).toUtf8());
            try (SalusClient node = desk.client(shell)) {
                Optional<OrganisationId> whose = principal.isPresent()
                        ? Optional.of(Registrar.organisation(node, organisation))
                        : Optional.empty();
                node.administration()
                        .register(new Application(
                                client,
                                name,
                                scopes,
                                redirects,
                                keys,
                                jwksUrl,
                                principal.map(PrincipalId::new),
                                whose,
                                purposes));
                return desk.done(shell, client, "application " + client + " is registered");
            }
        }

        private void requireKind() {
            if (principal.isPresent() && jwks.isEmpty() && jwksUrl.isEmpty()) {
                throw Halt.usage("a service proves itself with a key", "Give its public keys: --jwks or --jwks-url.");
            }
            if (principal.isEmpty() && redirects.isEmpty()) {
                throw Halt.usage(
                        "is it for people, or a service?", "Give --redirect for one, or --principal for the other.");
            }
        }
    }

    /// Removes an application.
    @Command(
            name = "remove",
            description = "Remove a program with everything it was given. Its access tokens end within minutes.",
            footer = {"", "Example:", "  salus application remove growth-chart"})
    static final class Remove implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "CLIENT", description = "Its client id.")
        private String client = "";

        @Mixin
        private final AccountDesk desk = new AccountDesk();

        Remove(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient node = desk.client(shell)) {
                node.administration().remove(client);
                return desk.done(shell, client, "application " + client + " is removed");
            }
        }
    }
}
