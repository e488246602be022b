package health.salus.node.security;

import health.salus.kernel.RandomSource;
import health.salus.portal.Account;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/// Accounts as Spring Security asks for them. A closed account is as unknown as one that never was: the passkey
/// sign-in would not look at a flag.
final class AccountUsers implements UserDetailsService, UserDetailsPasswordService {

    private static final int UNMATCHED_LENGTH_BYTES = 32;

    private final JdbcAccounts accounts;

    /// The hash of a password that nobody has: an account without one takes as long to refuse as any other.
    private final String unmatched;

    AccountUsers(JdbcAccounts accounts, Passwords passwords, RandomSource random) {
        this.accounts = accounts;
        this.unmatched = passwords.encode(random.octets(UNMATCHED_LENGTH_BYTES).base64());
    }

    @Override
    public UserDetails loadUserByUsername(String username) {
        Account account = accounts.find(username)
                .orElseThrow(() -> new UsernameNotFoundException("no account of this name is open"));
        return User.withUsername(account.username())
                .password(accounts.passwordHash(username).orElse(unmatched))
                .roles(account.role().name())
                .build();
    }

    @Override
    public UserDetails updatePassword(UserDetails user, @Nullable String newPassword) {
        if (newPassword != null) {
            accounts.replaceHash(user.getUsername(), newPassword);
        }
        return user;
    }
}
