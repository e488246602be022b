package health.salus.cli.login;

import health.salus.cli.shell.Connection;
import health.salus.cli.shell.Halt;
import health.salus.cli.shell.Login;
import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.client.SalusClient;
import health.salus.client.TrustFile;
import health.salus.client.api.Me;
import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.receipt.TrustAnchor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Remembers node, name, key or password, and whom to trust.
@Command(
        name = "login",
        description = {
            "Remember a node, who you are and whom you trust, for the commands that follow.",
            "With --key, the key itself logs in; without, a password is asked for (or SALUS_SECRET).",
            "The members that the node names are trusted from then on, unless you bring them with --trust."
        },
        footer = {"", "Example:", "  salus login --url http://localhost:8080 --key kina.pem --as kina"})
public final class LoginCommand implements Callable<Integer> {

    private final Shell shell;

    @ArgGroup(validate = false, heading = Connection.HEADING)
    private Connection connection = new Connection();

    @Mixin
    private final Output output = new Output();

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "A genesis or a trust file with the members to trust about receipts.")
    private Optional<Path> trust = Optional.empty();

    @Option(names = "--purpose", paramLabel = "CODE", description = "The purpose of use to read under, such as TREAT.")
    private Optional<String> purpose = Optional.empty();

    @Option(names = "--forget", description = "Forget the login instead.")
    private boolean forget;

    LoginCommand(Shell shell) {
        this.shell = shell;
    }

    /// @param members the digest of the member set that is trusted, to compare with others
    record Answer(
            URI node,
            NetworkId network,
            PrincipalId principal,
            String kind,
            Digest members,
            String trust,
            boolean pinned) {}

    record Forgotten(boolean forgotten) {}

    @Override
    public Integer call() {
        if (forget) {
            boolean forgotten = Login.forget(shell);
            return output.show(
                    shell, new Forgotten(forgotten), List.of(forgotten ? "forgotten" : "there was no login"));
        }
        Optional<TrustAnchor> brought = trust.map(Connection::trusted);
        TrustAnchor named;
        try (SalusClient client = connection.anonymous(shell)) {
            named = TrustFile.ofNode(client.network());
        }
        Path file = brought.isPresent() ? trust.orElseThrow().toAbsolutePath() : pinFile(named.network());
        Optional<TrustAnchor> known =
                brought.or(() -> Files.exists(file) ? Optional.of(Connection.trusted(file)) : Optional.empty());
        requireSame(known, named, file);
        Login login = login(file);
        Me me;
        try (SalusClient client = Connection.client(shell, login)) {
            me = client.me();
        }
        // Only now: whoever was not let in has no reason to trust this node, nor to lose an earlier login.
        if (known.isEmpty()) {
            MemberHome.write(file, Octets.utf8(TrustFile.format(named)));
        }
        login.write(shell);
        return answer(login, named, me, known.isEmpty());
    }

    private Path pinFile(NetworkId network) {
        return shell.configuration().resolve("trust").resolve(network.value() + ".txt");
    }

    private static void requireSame(Optional<TrustAnchor> known, TrustAnchor named, Path trusted) {
        boolean other = known.filter(anchor -> !anchor.network().equals(named.network())
                        || !anchor.members().digest().equals(named.members().digest()))
                .isPresent();
        if (other) {
            throw Halt.notProven(
                    "the node names other members than those that are trusted, in " + trusted,
                    "Do not log in unless the members tell you why; then give their genesis with --trust, or delete"
                            + " that file if you pinned another network of this name yourself.");
        }
    }

    private Login login(Path trustFile) {
        Optional<Path> key = connection.keyFile(shell).map(Path::toAbsolutePath);
        String client = connection.principal(shell).value();
        Optional<String> secret = key.isPresent() ? Optional.empty() : Optional.of(secret(client));
        return new Login(
                connection.node(shell),
                Optional.of(client),
                secret,
                key.map(Path::toString),
                purpose,
                connection.certificates().map(path -> path.toAbsolutePath().toString()),
                Optional.of(trustFile.toString()));
    }

    private String secret(String client) {
        return shell.variable("SALUS_SECRET")
                .or(() ->
                        shell.questions().secret("Password of " + client + ": ").map(String::new))
                .orElseThrow(() -> Halt.usage("a password is needed", "Set SALUS_SECRET where nobody can type it."));
    }

    private int answer(Login login, TrustAnchor named, Me me, boolean pinned) {
        Answer answer = new Answer(
                login.node(),
                named.network(),
                me.principal(),
                me.kind(),
                named.members().digest(),
                login.trust().orElse(""),
                pinned);
        Table table = new Table()
                .row("logged in", me.principal() + " (" + me.kind() + ") at " + login.node())
                .row("network", named.network().value())
                .row(
                        "members",
                        named.members().members().size() + ", digest "
                                + named.members().digest().hex())
                .row("trust", answer.trust() + (pinned ? " (new: compare the digest with what others see)" : ""));
        return output.show(shell, answer, table.lines());
    }
}
