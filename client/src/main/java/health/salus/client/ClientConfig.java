package health.salus.client;

import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Everything that a client is made of.
///
/// @param node the address of a node, without a path: `https://node.hospital.example`
/// @param scopes what to ask a token for, separated by spaces; empty for all that the client is registered for
/// @param purpose the purpose of use to read under, such as `TREAT`
/// @param tls for nodes whose certificate this computer does not know
public record ClientConfig(
        URI node,
        Credentials credentials,
        Optional<String> scopes,
        Optional<String> purpose,
        Optional<SSLContext> tls,
        Patience patience,
        Surroundings surroundings) {

    public ClientConfig {
        boolean web = "http".equals(node.getScheme()) || "https".equals(node.getScheme());
        if (!web || node.getHost() == null) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, "the node's address is not of the form https://host:port: " + node);
        }
    }

    public static ClientConfig of(URI node, Credentials credentials) {
        return new ClientConfig(
                node,
                credentials,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Patience.DEFAULT,
                Surroundings.ofMachine());
    }

    public ClientConfig withPurpose(String chosen) {
        return new ClientConfig(node, credentials, scopes, Optional.of(chosen), tls, patience, surroundings);
    }

    public ClientConfig withScopes(String chosen) {
        return new ClientConfig(node, credentials, Optional.of(chosen), purpose, tls, patience, surroundings);
    }

    public ClientConfig withTls(SSLContext chosen) {
        return new ClientConfig(node, credentials, scopes, purpose, Optional.of(chosen), patience, surroundings);
    }

    public ClientConfig withPatience(Patience chosen) {
        return new ClientConfig(node, credentials, scopes, purpose, tls, chosen, surroundings);
    }

    public ClientConfig withSurroundings(Surroundings chosen) {
        return new ClientConfig(node, credentials, scopes, purpose, tls, patience, chosen);
    }

    /// Time, chance and waiting, so that a test decides them.
    public record Surroundings(TimeSource time, RandomSource random, Pause pause) {

        static Surroundings ofMachine() {
            return new Surroundings(Instant::now, new SystemRandomSource(), Thread::sleep);
        }
    }
}
