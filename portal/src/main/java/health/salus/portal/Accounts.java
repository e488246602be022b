package health.salus.portal;

import java.util.Optional;

/// The people who may sign in to this portal. Passwords and passkeys are checked by the web security, not here.
public interface Accounts {

    /// Length that a new password needs (NIST SP 800-63B section 3.1.1.2 asks for 15 where it is the only factor).
    int MIN_PASSWORD_LENGTH = 15;

    /// Bounds the work of the password hash.
    int MAX_PASSWORD_LENGTH = 128;

    Optional<Account> find(String username);

    /// Sets the password of the account that the one-time code was issued for, and uses the code up. The answer does
    /// not tell a wrong code from an expired one.
    Activation activate(String code, String newPassword);

    /// What became of an attempt to use a one-time code.
    sealed interface Activation {
        record Activated(String username) implements Activation {}

        record InvalidCode() implements Activation {}

        record WeakPassword() implements Activation {}
    }
}
