package health.salus.node.security;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.node.portal.ReaderNames;
import health.salus.portal.Account;
import health.salus.portal.Accounts;
import health.salus.portal.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Accounts in the database, with what an administrator does to them.
public final class JdbcAccounts implements Accounts, AccountAdministration, ReaderNames {

    /// Long enough for a letter to arrive.
    private static final Duration INVITATION_LASTS = Duration.ofDays(7);

    /// As wide as its column.
    private static final int MAX_DISPLAY_NAME_CHARS = 200;

    private static final String COLUMNS =
            "select username, display_name, principal, organisation, role, subject, closed ";

    private final AccountsDatabase database;
    private final Passwords passwords;
    private final TimeSource time;
    private final RandomSource random;

    JdbcAccounts(AccountsDatabase database, Passwords passwords, TimeSource time, RandomSource random) {
        this.database = database;
        this.passwords = passwords;
        this.time = time;
        this.random = random;
    }

    private JdbcClient client() {
        return database.client();
    }

    /// Names differ neither by case nor by surrounding blanks.
    static String normal(String username) {
        return username.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<Account> find(String username) {
        return client().sql(COLUMNS + "from account where username = :name and not closed")
                .param("name", normal(username))
                .query(JdbcAccounts::account)
                .optional();
    }

    @Override
    public Optional<String> of(PrincipalId principal) {
        return client().sql("select min(display_name) from account where principal = :principal")
                .param("principal", principal.value())
                .query(String.class)
                .optional();
    }

    /// The password hash of an account that is not closed and has one.
    Optional<String> passwordHash(String username) {
        return client().sql("select password_hash from account where username = :name and not closed "
                        + "and password_hash is not null")
                .param("name", normal(username))
                .query(String.class)
                .optional();
    }

    void replaceHash(String username, String hash) {
        client().sql("update account set password_hash = :hash where username = :name")
                .param("hash", hash)
                .param("name", normal(username))
                .update();
    }

    @Override
    public Activation activate(String code, String newPassword) {
        if (newPassword.length() < MIN_PASSWORD_LENGTH || newPassword.length() > MAX_PASSWORD_LENGTH) {
            return new Activation.WeakPassword();
        }
        String hash = new OneTimeCode(code).hash();
        Optional<String> invited = invited(hash);
        if (invited.isEmpty()) {
            return new Activation.InvalidCode();
        }
        String passwordHash = passwords.encode(newPassword);
        return database.inTransaction(() -> {
            // Whoever removes the code may use it: two requests with the same code cannot both.
            int used = client().sql("delete from invitation where code_hash = :hash")
                    .param("hash", hash)
                    .update();
            if (used == 0) {
                return new Activation.InvalidCode();
            }
            replaceHash(invited.get(), passwordHash);
            return new Activation.Activated(invited.get());
        });
    }

    private Optional<String> invited(String hash) {
        return client().sql("select i.username from invitation i join account a on a.username = i.username "
                        + "where i.code_hash = :hash and i.expires_at > :now and not a.closed")
                .param("hash", hash)
                .param("now", AccountsDatabase.sql(time.now()))
                .query(String.class)
                .optional();
    }

    @Override
    public void requirePossible(Account account) {
        if (!account.username().equals(normal(account.username()))
                || !account.username().matches("[a-z0-9._@-]{1,64}")) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a user name has 1 to 64 lower-case letters, digits and the signs . _ - @");
        }
        if (account.displayName().isBlank() || account.displayName().length() > MAX_DISPLAY_NAME_CHARS) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a display name has 1 to " + MAX_DISPLAY_NAME_CHARS + " characters");
        }
        boolean taken = client().sql("select count(*) from account where username = :name")
                        .param("name", account.username())
                        .query(Long.class)
                        .single()
                > 0;
        if (taken) {
            throw new SalusException(ErrorCode.ALREADY_EXISTS, "the user name is taken");
        }
    }

    @Override
    public void create(Account account) {
        requirePossible(account);
        try {
            client().sql("insert into account (username, display_name, principal, organisation, role, subject, closed, "
                            + "created_at) values (:username, :name, :principal, :organisation, :role, :subject, false, "
                            + ":now)")
                    .param("username", account.username())
                    .param("name", account.displayName())
                    .param("principal", account.principal().value())
                    .param("organisation", account.organisation().value())
                    .param("role", account.role().name())
                    .param("subject", account.subject().map(SubjectId::value).orElse(null))
                    .param("now", AccountsDatabase.sql(time.now()))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new SalusException(ErrorCode.ALREADY_EXISTS, "the user name is taken", taken);
        }
    }

    @Override
    public Invitation invite(String username) {
        if (find(username).isEmpty()) {
            throw new SalusException(ErrorCode.NOT_FOUND, "no such account");
        }
        OneTimeCode code = OneTimeCode.random(random);
        Instant until = time.now().plus(INVITATION_LASTS);
        return database.inTransaction(() -> {
            // One valid code an account: the newest.
            client().sql("delete from invitation where username = :name")
                    .param("name", normal(username))
                    .update();
            client().sql("insert into invitation (code_hash, username, expires_at) values (:hash, :name, :until)")
                    .param("hash", code.hash())
                    .param("name", normal(username))
                    .param("until", AccountsDatabase.sql(until))
                    .update();
            return new Invitation(code.text(), until);
        });
    }

    @Override
    public void setPassword(String username, String password) {
        replaceHash(username, passwords.encode(password));
    }

    @Override
    public void close(String username, boolean closed) {
        int changed = client().sql("update account set closed = :closed where username = :name")
                .param("closed", closed)
                .param("name", normal(username))
                .update();
        if (changed == 0) {
            throw new SalusException(ErrorCode.NOT_FOUND, "no such account");
        }
    }

    @Override
    public List<ListedAccount> list(int offset, int limit) {
        return client().sql(COLUMNS + "from account order by username offset :offset rows fetch next :limit rows only")
                .param("offset", offset)
                .param("limit", limit)
                .query((row, number) -> new ListedAccount(account(row, number), row.getBoolean("closed")))
                .list();
    }

    @Override
    public boolean isEmpty() {
        return client().sql("select count(*) from account").query(Long.class).single() == 0;
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getString("username"),
                row.getString("display_name"),
                new PrincipalId(row.getString("principal")),
                new OrganisationId(row.getString("organisation")),
                Role.valueOf(row.getString("role")),
                Optional.ofNullable(row.getString("subject")).map(SubjectId::new));
    }
}
