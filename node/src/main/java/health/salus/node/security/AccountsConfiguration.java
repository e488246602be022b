package health.salus.node.security;

import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.webauthn.management.JdbcPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;

/// Accounts, passwords and passkeys over the database.
@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {

    @Bean(destroyMethod = "close")
    AccountsDatabase accountsDatabase(WebSecurityConfig config) {
        return new AccountsDatabase(config);
    }

    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    JdbcAccounts accounts(AccountsDatabase database, Passwords passwords, TimeSource time, RandomSource random) {
        return new JdbcAccounts(database, passwords, time, random);
    }

    @Bean
    UserDetailsService accountUsers(JdbcAccounts accounts, Passwords passwords, RandomSource random) {
        return new AccountUsers(accounts, passwords, random);
    }

    @Bean
    PublicKeyCredentialUserEntityRepository passkeyOwners(AccountsDatabase database) {
        return new JdbcPublicKeyCredentialUserEntityRepository(database.template());
    }

    @Bean
    UserCredentialRepository passkeyCredentials(AccountsDatabase database) {
        return new JdbcUserCredentialRepository(database.template());
    }

    @Bean
    InitializingBean firstAdministrator(
            AccountAdministration accounts, Applications applications, WebSecurityConfig config) {
        return new FirstAdministrator(accounts, applications, config)::ensure;
    }
}
