package health.salus.cli.shell;

import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.Patience;
import health.salus.client.SalusClient;
import health.salus.client.TrustFile;
import health.salus.crypto.Secret;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.proof.receipt.TrustAnchor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which node, and as whom. What is not given as an option comes from the environment, then from the last `salus
/// login`.
public final class Connection {

    public static final String HEADING = "%nNode and login:%n";

    private static final URI DEFAULT_NODE = URI.create("http://localhost:8080");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The node's address (SALUS_URL; else the login's, else http://localhost:8080).")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Sign with this key file, and log in with it (SALUS_KEY).")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--as",
            paramLabel = "ID",
            description = "Whose key it is: the principal's id; or the id of a registered program (SALUS_AS).")
    private Optional<String> as = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Use the bearer token in this file instead (or in SALUS_TOKEN).")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--certificates",
            paramLabel = "FILE",
            description = "Certificates in PEM to trust for https, instead of those of this computer.")
    private Optional<Path> certificates = Optional.empty();

    /// A client for what anyone may ask.
    public SalusClient anonymous(Shell shell) {
        return SalusClient.of(config(shell, new Credentials.Anonymous()));
    }

    /// A client that says at once whether a node is there.
    public SalusClient probe(Shell shell) {
        return SalusClient.of(config(shell, new Credentials.Anonymous()).withPatience(Patience.NONE));
    }

    /// A client for long work, which outlasts a node's restart.
    public SalusClient patientClient(Shell shell) {
        return SalusClient.of(
                config(shell, credentials(shell), Optional.empty()).withPatience(Patience.DEFAULT));
    }

    public SalusClient client(Shell shell) {
        return client(shell, Optional.empty());
    }

    /// A client that reads under a purpose of use: the given one, or the login's.
    public SalusClient client(Shell shell, Optional<String> purpose) {
        return SalusClient.of(config(shell, credentials(shell), purpose));
    }

    /// A client whose token has these scopes, and no others.
    public SalusClient scoped(Shell shell, String scopes, Optional<String> purpose) {
        return SalusClient.of(config(shell, credentials(shell), purpose).withScopes(scopes));
    }

    /// A client for a login that is tried before it is remembered; neither options nor the environment count.
    public static SalusClient client(Shell shell, Login login) {
        Connection tried = new Connection();
        tried.url = Optional.of(login.node());
        tried.certificates = login.certificates().map(Path::of);
        String client = login.client().orElseThrow();
        Credentials credentials = login.key().isPresent()
                ? new Credentials.KeyAssertion(
                        client, KeyFile.load(shell, Path.of(login.key().get())))
                : new Credentials.ClientSecret(client, secret(login.secret().orElseThrow()));
        ClientConfig config = tried.config(shell, credentials);
        return SalusClient.of(login.purpose().map(config::withPurpose).orElse(config));
    }

    private ClientConfig config(Shell shell, Credentials credentials, Optional<String> purpose) {
        ClientConfig config = config(shell, credentials);
        Optional<String> chosen = purpose.or(() -> shell.variable("SALUS_PURPOSE"))
                .or(() -> Login.read(shell).flatMap(Login::purpose));
        return chosen.isPresent() ? config.withPurpose(chosen.get()) : config;
    }

    ClientConfig config(Shell shell, Credentials credentials) {
        Optional<Login> login = Login.read(shell);
        ClientConfig config = ClientConfig.of(node(shell), credentials)
                .withSurroundings(shell.surroundings())
                .withPatience(Patience.DEFAULT.attended());
        Optional<Path> trusted =
                certificates.or(() -> login.flatMap(Login::certificates).map(Path::of));
        return trusted.isPresent() ? config.withTls(Certificates.context(trusted.get())) : config;
    }

    public URI node(Shell shell) {
        return url.or(() -> shell.variable("SALUS_URL").map(Connection::address))
                .or(() -> Login.read(shell).map(Login::node))
                .orElse(DEFAULT_NODE);
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw Halt.usage("SALUS_URL is no address: " + text, "It has the form https://host:port. " + malformed);
        }
    }

    private Credentials credentials(Shell shell) {
        Optional<String> token =
                tokenFile.map(file -> InputFile.read(file).toUtf8().strip()).or(() -> shell.variable("SALUS_TOKEN"));
        if (token.isPresent()) {
            return new Credentials.Bearer(secret(token.get()));
        }
        Optional<Path> file = keyFile(shell);
        if (file.isPresent()) {
            return new Credentials.KeyAssertion(principal(shell).value(), KeyFile.load(shell, file.get()));
        }
        Optional<Login> login = Login.read(shell);
        if (login.isPresent()
                && login.get().client().isPresent()
                && login.get().secret().isPresent()) {
            return new Credentials.ClientSecret(
                    login.get().client().get(), secret(login.get().secret().get()));
        }
        return new Credentials.Anonymous();
    }

    /// The key that signs what is signed here.
    public Optional<Path> keyFile(Shell shell) {
        return key.or(() -> shell.variable("SALUS_KEY").map(Path::of))
                .or(() -> Login.read(shell).flatMap(Login::key).map(Path::of));
    }

    public PrincipalId principal(Shell shell) {
        return as.or(() -> shell.variable("SALUS_AS"))
                .or(() -> Login.read(shell).flatMap(Login::client))
                .map(PrincipalId::new)
                .orElseThrow(() ->
                        Halt.usage("it is not known who you are", "Say so with --as, or log in with salus login."));
    }

    public Optional<String> clientId(Shell shell) {
        return as.or(() -> shell.variable("SALUS_AS"));
    }

    public Optional<Path> certificates() {
        return certificates;
    }

    /// Whom to trust about receipts.
    public static TrustAnchor trust(Shell shell, Optional<Path> given) {
        return given.or(() -> shell.variable("SALUS_TRUST").map(Path::of))
                .or(() -> Login.read(shell).flatMap(Login::trust).map(Path::of))
                .map(Connection::trusted)
                .orElseThrow(() -> Halt.usage(
                        "no members are trusted yet",
                        "Give --trust with a genesis or a trust file, or log in with salus login."));
    }

    /// The members in a file.
    public static TrustAnchor trusted(Path file) {
        InputFile.read(file);
        try {
            return TrustFile.read(file);
        } catch (SalusException other) {
            throw Halt.usage(
                    file + " says nobody to trust: " + other.detail(),
                    "Name the network's genesis.cbor, or the trust file that a member or salus login made.");
        }
    }

    private static Secret secret(String text) {
        return Secret.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
