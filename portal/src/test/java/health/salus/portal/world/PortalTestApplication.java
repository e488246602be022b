package health.salus.portal.world;

import health.salus.kernel.NetworkId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import health.salus.portal.ConnectedApplications;
import health.salus.portal.PortalConfig;
import health.salus.portal.signin.SignInPages;
import health.salus.portal.web.PortalConfiguration;
import health.salus.testkit.FreePorts;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.webauthn.management.MapPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.MapUserCredentialRepository;

/// The portal over the invented world, as the node composes it over the real one.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(PortalConfiguration.class)
public class PortalTestApplication {

    /// Starts the portal on a free port; the context has the port in `local.server.port`.
    public static ConfigurableApplicationContext start() {
        int port = FreePorts.one();
        ConfigurableApplicationContext context = new SpringApplicationBuilder(PortalTestApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "server.port=" + port,
                        "salus.test.base-url=http://localhost:" + port,
                        "spring.threads.virtual.enabled=true",
                        "logging.level.root=WARN")
                .run();
        context.getBean(Ledger.class).origin(context.getBean(PortalConfig.class).origin());
        return context;
    }

    @Bean
    PortalConfig portalConfig(Environment environment) {
        return new PortalConfig(
                "Linden Hospital",
                new NetworkId("demo"),
                URI.create(environment.getRequiredProperty("salus.test.base-url")),
                ZoneId.of("Europe/Berlin"),
                Locale.UK);
    }

    @Bean
    TimeSource timeSource() {
        return Instant::now;
    }

    @Bean
    RandomSource randomSource() {
        SecureRandom random = new SecureRandom();
        return random::nextBytes;
    }

    @Bean
    People people() {
        return new People();
    }

    @Bean
    Ledger ledger() {
        return new Ledger();
    }

    @Bean
    Keys keys(Ledger ledger) {
        return new Keys(ledger);
    }

    @Bean
    Permits permits(Ledger ledger, People people) {
        return new Permits(ledger, people);
    }

    @Bean
    Records records() {
        return new Records();
    }

    @Bean
    ConnectedApplications connectedApplications() {
        return new Connections();
    }

    @Bean
    InventedOperations operations() {
        return new InventedOperations();
    }

    @Bean
    Trail trail() {
        return new Trail();
    }

    @Bean
    SignInPages.ReturnTargets returnTargets() {
        return _ -> Optional.empty();
    }

    @Bean
    UserDetailsService users() {
        List<UserDetails> users = new ArrayList<>();
        People.all()
                .forEach(account -> users.add(User.withUsername(account.username())
                        .password("{noop}" + People.PASSWORD)
                        .roles(account.role().name())
                        .build()));
        return new InMemoryUserDetailsManager(users);
    }

    @Bean
    MapPublicKeyCredentialUserEntityRepository owners() {
        return new MapPublicKeyCredentialUserEntityRepository();
    }

    @Bean
    MapUserCredentialRepository credentials() {
        return new MapUserCredentialRepository();
    }
}
