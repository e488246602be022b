package health.salus.node.security;

import health.salus.portal.Account;
import java.time.Instant;
import java.util.List;

/// What an administrator, or the node itself when it sets a demo up, does with accounts.
public interface AccountAdministration {

    /// Bounds one page of [#list].
    int MAX_PAGE_SIZE = 200;

    /// Refuses what [#create] would refuse now: a name that is taken, or none.
    void requirePossible(Account account);

    /// Opens an account without a password: [#invite] lets its owner choose one.
    void create(Account account);

    /// Makes a one-time code for a first or a forgotten password; an older code ends.
    Invitation invite(String username);

    /// Sets a password without a code, for accounts of a demo and of tests.
    void setPassword(String username, String password);

    /// Closes the account, which ends its sessions and sign-ins at once, or opens it again.
    void close(String username, boolean closed);

    /// Accounts by name.
    List<ListedAccount> list(int offset, int limit);

    boolean isEmpty();

    /// A one-time code to hand to the owner of an account, on paper or in person.
    record Invitation(String code, Instant until) {
        @Override
        public String toString() {
            return "Invitation[until=" + until + "]";
        }
    }

    /// An account with its state.
    record ListedAccount(Account account, boolean closed) {}
}
