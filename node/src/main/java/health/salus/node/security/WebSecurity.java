package health.salus.node.security;

import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.portal.ClinicianDesk;
import health.salus.portal.ConnectedApplications;
import health.salus.portal.page.Formats;
import health.salus.portal.signin.SignInPages;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.JdbcRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/// Everything the web security consists of beside the portal's own; import this one class. What it needs as beans is
/// listed in docs/design/security-web.md.
@Configuration(proxyBeanMethods = false)
@Import({AccountsConfiguration.class, AuthorizationServer.class, ResourceServer.class})
public class WebSecurity {

    @Bean
    JdbcRegisteredClientRepository clients(AccountsDatabase database) {
        return new JdbcRegisteredClientRepository(database.template());
    }

    @Bean
    @Primary
    RegisteredClientRepository allClients(JdbcRegisteredClientRepository registered, KeyHolders holders) {
        return new LedgerClients(registered, holders);
    }

    @Bean
    Applications applications(AccountsDatabase database, JdbcRegisteredClientRepository clients) {
        return new Applications(database, clients);
    }

    @Bean
    Housekeeping housekeeping(AccountsDatabase database, TimeSource time) {
        return new Housekeeping(database, time);
    }

    @Bean
    OAuth2AuthorizationConsentService consents() {
        return new AskedEachTime();
    }

    @Bean
    ConnectedApplications connectedApplications(AccountsDatabase database, TimeSource time) {
        return new JdbcConnections(database, time);
    }

    @Bean
    LaunchPatients launchPatients(AccountsDatabase database, TimeSource time) {
        return new LaunchPatients(database, time);
    }

    @Bean
    TokenKeys tokenKeys(WebSecurityConfig config) {
        return new TokenKeys(config.directory());
    }

    @Bean
    TokenClaims tokenClaims(JdbcAccounts accounts, LaunchPatients launches, WebSecurityConfig config) {
        return new TokenClaims(accounts, launches, config);
    }

    @Bean
    ClientAssertions clientAssertions(AccountsDatabase database, KeyHolders holders, TimeSource time) {
        return new ClientAssertions(database, holders, time);
    }

    @Bean
    RequestRules requestRules(JdbcAccounts accounts, WebSecurityConfig config) {
        return new RequestRules(accounts, config);
    }

    @Bean
    CrossOrigin crossOrigin(AccountsDatabase database) {
        return new CrossOrigin(database);
    }

    @Bean
    ApiErrors apiErrors(WebSecurityConfig config) {
        return new ApiErrors(config);
    }

    @Bean
    FhirAccess fhirAccess(ObjectProvider<PatientIdentity> identity) {
        return new FhirAccess(identity.getIfAvailable(
                () -> (SubjectId context, String id) -> context.value().equals(id)));
    }

    @Bean
    CallerResolver callerResolver() {
        return new CallerResolver();
    }

    @Bean
    SmartConfiguration smartConfiguration(WebSecurityConfig config) {
        return new SmartConfiguration(config);
    }

    @Bean
    ConsentPage consentPage(
            OAuth2AuthorizationService authorizations,
            RegisteredClientRepository clients,
            LaunchPatients launches,
            ClinicianDesk desk,
            Formats formats) {
        return new ConsentPage(authorizations, clients, launches, desk, formats);
    }

    @Bean
    AdministrationApi administrationApi(
            AccountAdministration accounts, Applications applications, Principals principals) {
        return new AdministrationApi(accounts, applications, principals);
    }

    /// Where the browser may be led after sign-in when an application sent it here.
    @Bean
    SignInPages.ReturnTargets returnTargets(RegisteredClientRepository clients) {
        return saved -> {
            String[] ids = saved.getParameterValues("client_id");
            String[] redirects = saved.getParameterValues("redirect_uri");
            RegisteredClient client = ids == null || ids.length != 1 ? null : clients.findByClientId(ids[0]);
            if (client == null || redirects == null || redirects.length != 1) {
                return Optional.empty();
            }
            // The registered origins only, or the page would let its form lead anywhere.
            String origin = CrossOrigin.originOf(redirects[0]);
            boolean registered = client.getRedirectUris().stream()
                    .map(CrossOrigin::originOf)
                    .anyMatch(own -> own.equals(origin) || origin.startsWith(own + ":"));
            return Optional.of(origin).filter(o -> registered && !o.isEmpty());
        };
    }
}
