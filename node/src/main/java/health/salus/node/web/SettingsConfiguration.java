package health.salus.node.web;

import health.salus.crypto.Secret;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfig;
import health.salus.node.security.KeyHolders;
import health.salus.node.security.Principals;
import health.salus.node.security.WebSecurityConfig;
import health.salus.portal.PortalConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The node's configuration, as its web parts ask for it.
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

    @Bean
    TimeSource timeSource() {
        return Instant::now;
    }

    @Bean
    RandomSource randomSource() {
        return new SystemRandomSource();
    }

    @Bean
    Principals principals(NodeRuntime node) {
        return new LedgerPrincipals(node.network());
    }

    @Bean
    KeyHolders keyHolders(NodeRuntime node, TimeSource time) {
        return new LedgerKeyHolders(node.network(), time);
    }

    /// Token keys lie with the member's keys, apart from the data: a copy of the data forges no token.
    @Bean
    WebSecurityConfig webSecurityConfig(NodeRuntime node) {
        NodeConfig config = node.config();
        Path directory = config.keys().resolve("web");
        WebSecurityConfig.Database database = config.accounts()
                .url()
                .map(url ->
                        new WebSecurityConfig.Database(url, config.accounts().username(), password(config.accounts())))
                .orElseGet(() -> WebSecurityConfig.Database.file(directory));
        return new WebSecurityConfig(
                URI.create(config.http().publicUrl()), directory, node.card().organisation(), database);
    }

    @Bean
    PortalConfig portalConfig(NodeRuntime node) {
        return new PortalConfig(
                node.card().displayName(),
                node.genesis().network(),
                URI.create(node.config().http().publicUrl()),
                node.config().http().zone(),
                Locale.UK);
    }

    private static Secret password(NodeConfig.Accounts accounts) {
        Path file = accounts.passwordFile()
                .orElseThrow(() -> new SalusException(
                        ErrorCode.CONFIGURATION, "accounts.password-file must name a file, with accounts.url"));
        try {
            return Secret.of(Files.readString(file).strip().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, "accounts.password-file: " + file + " cannot be read", unreadable);
        }
    }
}
