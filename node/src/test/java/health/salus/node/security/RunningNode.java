package health.salus.node.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import health.salus.kernel.PrincipalId;
import health.salus.node.security.Applications.App;
import health.salus.node.security.Applications.Proof;
import health.salus.node.security.Applications.Service;
import health.salus.portal.PurposeOfUse;
import health.salus.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// The security of a node over HTTP, with people and applications to try it with.
final class RunningNode implements AutoCloseable {

    static final String SERVICE = "lab-import";
    static final String APP = "diary";
    static final String APP_REDIRECT = "https://diary.example/callback";
    static final ECKey SERVICE_KEY = key();

    private static final RunningNode SHARED = start(temporary());

    private final ConfigurableApplicationContext context;
    private final String url;

    private RunningNode(ConfigurableApplicationContext context, String url) {
        this.context = context;
        this.url = url;
    }

    /// One node for all tests of the process.
    static RunningNode shared() {
        return SHARED;
    }

    static Path temporary() {
        try {
            return Files.createTempDirectory("salus-security");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static RunningNode start(Path directory) {
        return start(directory, FreePorts.one());
    }

    static RunningNode start(Path directory, int port) {
        return start(directory, port, "");
    }

    /// A node whose accounts are in the database at this JDBC URL.
    static RunningNode over(String database) {
        return start(temporary(), FreePorts.one(), database);
    }

    private static RunningNode start(Path directory, int port, String database) {
        String url = "http://localhost:" + port;
        ConfigurableApplicationContext context = new SpringApplicationBuilder(SecurityTestApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "server.port=" + port,
                        "salus.test.url=" + url,
                        "salus.test.directory=" + directory,
                        "salus.test.database=" + database,
                        "spring.threads.virtual.enabled=true",
                        "logging.level.root=WARN")
                .run();
        RunningNode node = new RunningNode(context, url);
        node.populate();
        return node;
    }

    private void populate() {
        AccountAdministration accounts = bean(AccountAdministration.class);
        if (bean(JdbcAccounts.class).find("maria").isPresent()) {
            return;
        }
        SecurityTestApplication.PEOPLE.forEach(account -> {
            accounts.create(account);
            accounts.setPassword(account.username(), SecurityTestApplication.PASSWORD);
        });
        Applications applications = bean(Applications.class);
        applications.register(new Service(
                SERVICE,
                "Laboratory import",
                new Proof.OwnKeys(new JWKSet(SERVICE_KEY).toString(true)),
                new PrincipalId("lab-service"),
                SecurityTestApplication.LINDEN,
                List.of(PurposeOfUse.HOPERAT, PurposeOfUse.TREAT),
                List.of("system/Observation.cruds", "system/Patient.rs")));
        applications.register(new App(
                APP,
                "Glucose diary",
                new Proof.PublicClient(),
                List.of(APP_REDIRECT, "http://127.0.0.1/callback"),
                List.of("openid", "fhirUser", "launch/patient", "offline_access", "patient/*.rs", "user/*.rs"),
                false));
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_384).keyID("service-1").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String url(String path) {
        return url + path;
    }

    @Override
    public void close() {
        context.close();
    }
}
