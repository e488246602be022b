package health.salus.node.config;

import health.salus.archive.S3Place;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/// Reads a node's configuration: `key = value` lines. A key that nobody knows stops the start, so a typing error
/// cannot pass.
public final class NodeConfigFile {

    private static final int MAX_FILE_BYTES = 64 * 1024;
    private static final int MAX_PORT = 65_535;

    private final Path file;
    private final Map<String, String> unread = new LinkedHashMap<>();

    private NodeConfigFile(Path file, Properties lines) {
        this.file = file;
        lines.stringPropertyNames().stream()
                .sorted()
                .forEach(key -> unread.put(key, lines.getProperty(key).strip()));
    }

    public static NodeConfig read(Path given) {
        // A home is known by its configuration.
        Path file = Files.isDirectory(given) ? given.resolve("node.properties") : given;
        Properties lines = new Properties();
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new SalusException(
                        ErrorCode.CONFIGURATION, file + " is larger than " + MAX_FILE_BYTES + " bytes");
            }
            try (var reader = Files.newBufferedReader(file)) {
                lines.load(reader);
            }
        } catch (IOException unreadable) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    Files.exists(file)
                            ? "the configuration file " + file + " cannot be read"
                            : "there is no configuration file " + file
                                    + "; name a member's home (salus member init makes one), or its node.properties",
                    unreadable);
        }
        return new NodeConfigFile(file, lines).toConfig();
    }

    private NodeConfig toConfig() {
        NodeConfig.Engine engine = engine(text("consensus.engine", "solo"));
        String host = text("http.host", "127.0.0.1");
        int port = port("http.port", 8080);
        NodeConfig config = new NodeConfig(
                path("data", "data"),
                path("keys", "keys"),
                path("genesis", "genesis.cbor"),
                new NodeConfig.Http(
                        host, port, text("http.public-url", "http://localhost:" + port), tls(), zone("http.zone")),
                new NodeConfig.Accounts(
                        optional("accounts.url"),
                        text("accounts.username", "salus"),
                        optional("accounts.password-file").map(this::resolve)),
                new NodeConfig.Peer(text("peer.host", "127.0.0.1"), port("peer.port", 9080)),
                new NodeConfig.Consensus(
                        engine, text("consensus.gossip-host", "127.0.0.1"), port("consensus.gossip-port", 7080)),
                vault(),
                new NodeConfig.Witness(
                        optional("witness.logs").map(this::resolve),
                        optional("witness.policy").map(this::resolve),
                        atLeast("witness.every", "PT5S", Duration.ofMillis(100))),
                retention(),
                new NodeConfig.Limits(
                        duration("limits.decision-patience", "PT20S"),
                        megabytes("limits.session-cache-megabytes", 64)));
        if (!unread.isEmpty()) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    "unknown key in " + file + ": " + String.join(", ", new TreeSet<>(unread.keySet())));
        }
        return config;
    }

    private String text(String key, String otherwise) {
        String value = unread.remove(key);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    private Optional<String> optional(String key) {
        return Optional.of(text(key, "")).filter(value -> !value.isEmpty());
    }

    private Optional<NodeConfig.Tls> tls() {
        Optional<Path> certificate = optional("http.tls.certificate").map(this::resolve);
        Optional<Path> privateKey = optional("http.tls.private-key").map(this::resolve);
        if (certificate.isPresent() != privateKey.isPresent()) {
            throw invalid("http.tls.certificate", "given together with http.tls.private-key");
        }
        return certificate.flatMap(chain -> privateKey.map(key -> new NodeConfig.Tls(chain, key)));
    }

    private NodeConfig.Vault vault() {
        return new NodeConfig.Vault(
                atLeast("vault.scrub-every", "P1D", Duration.ofMinutes(1)),
                megabytes("vault.scrub-megabytes-per-second", 16),
                atLeast("vault.repair-every", "PT1M", Duration.ofSeconds(1)),
                atLeast("vault.missed-after", "PT1M", Duration.ZERO),
                // Longer than a transaction is valid: within that time it may still come and name the piece.
                atLeast("vault.orphans-after", "P1D", Duration.ofHours(1)),
                positive("vault.moved-segments-per-second", 200));
    }

    private NodeConfig.Retention retention() {
        return new NodeConfig.Retention(
                archive(),
                atLeast("retention.keep-blocks", 100_000, 1),
                Duration.ofDays(atLeast("retention.keep-days", 30, 0)),
                atLeast("retention.look-every", "PT10M", Duration.ofSeconds(1)),
                atLeast("catch-up.snapshot-behind", 50_000, 1));
    }

    private Optional<NodeConfig.Archive> archive() {
        Optional<Path> directory = optional("archive.directory").map(this::resolve);
        Optional<String> bucket = optional("archive.s3.bucket");
        if (directory.isPresent() && bucket.isPresent()) {
            throw invalid("archive.directory", "absent where archive.s3.bucket is given");
        }
        return bucket.<NodeConfig.Archive>map(name -> new NodeConfig.Archive.Bucket(place(name)))
                .or(() -> directory.map(NodeConfig.Archive.Directory::new));
    }

    private S3Place place(String bucket) {
        String prefix = text("archive.s3.prefix", "");
        Path credentials = optional("archive.s3.credentials-file")
                .map(this::resolve)
                .filter(Files::isReadable)
                .orElseThrow(() -> invalid("archive.s3.credentials-file", "a file that can be read"));
        return new S3Place(
                optional("archive.s3.endpoint").map(endpoint -> uri("archive.s3.endpoint", endpoint)),
                text("archive.s3.region", "us-east-1"),
                bucket,
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                truth("archive.s3.path-style", true),
                credentials);
    }

    private URI uri(String key, String value) {
        URI uri;
        try {
            uri = URI.create(value);
        } catch (IllegalArgumentException _) {
            throw invalid(key, "an address such as https://s3.example.org");
        }
        if (!List.of("http", "https").contains(uri.getScheme()) || uri.getHost() == null) {
            throw invalid(key, "an address such as https://s3.example.org");
        }
        return uri;
    }

    private boolean truth(String key, boolean otherwise) {
        return switch (text(key, Boolean.toString(otherwise))) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(key, "true or false");
        };
    }

    private long atLeast(String key, long otherwise, long least) {
        long value = number(key, otherwise);
        if (value < least) {
            throw invalid(key, "at least " + least);
        }
        return value;
    }

    private ZoneId zone(String key) {
        try {
            return ZoneId.of(text(key, "UTC"));
        } catch (DateTimeException _) {
            throw invalid(key, "a time zone such as Europe/Berlin");
        }
    }

    private Path path(String key, String otherwise) {
        return resolve(text(key, otherwise));
    }

    /// Paths are relative to the configuration file, so that a node's directory can be moved.
    private Path resolve(String path) {
        Path base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        return base.resolve(path).normalize();
    }

    private int port(String key, int otherwise) {
        long port = number(key, otherwise);
        if (port < 0 || port > MAX_PORT) {
            throw invalid(key, "a port between 0 and " + MAX_PORT);
        }
        return (int) port;
    }

    private int positive(String key, int otherwise) {
        long value = number(key, otherwise);
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw invalid(key, "at least 1");
        }
        return (int) value;
    }

    private long megabytes(String key, long otherwise) {
        long value = number(key, otherwise);
        if (value < 1) {
            throw invalid(key, "at least one megabyte");
        }
        return value * 1024 * 1024;
    }

    private long number(String key, long otherwise) {
        try {
            return Long.parseLong(text(key, Long.toString(otherwise)));
        } catch (NumberFormatException _) {
            throw invalid(key, "a whole number");
        }
    }

    private Duration duration(String key, String otherwise) {
        try {
            return Duration.parse(text(key, otherwise));
        } catch (DateTimeParseException _) {
            throw invalid(key, "an ISO 8601 duration such as PT20S");
        }
    }

    private Duration atLeast(String key, String otherwise, Duration least) {
        Duration value = duration(key, otherwise);
        if (value.compareTo(least) < 0) {
            throw invalid(key, "at least " + least);
        }
        return value;
    }

    private NodeConfig.Engine engine(String name) {
        for (NodeConfig.Engine engine : List.of(NodeConfig.Engine.values())) {
            if (engine.name().toLowerCase(Locale.ROOT).equals(name)) {
                return engine;
            }
        }
        throw invalid("consensus.engine", "solo or hashgraph");
    }

    private SalusException invalid(String key, String expected) {
        return new SalusException(ErrorCode.CONFIGURATION, key + " in " + file + " must be " + expected);
    }
}
