package health.salus.node.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.crypto.Secret;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.node.security.WebSecurityConfig.Database;
import health.salus.portal.Account;
import health.salus.portal.Accounts.Activation;
import health.salus.portal.Role;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/// Accounts behave alike on both databases.
class AccountsTest {

    /// What holds on every database.
    abstract static class Contract {

        private static final String LONG_PASSWORD = "four unrelated words";

        private final Passwords passwords = new Passwords();
        private Instant now = Instant.parse("2026-09-14T08:00:00Z");
        private @Nullable AccountsDatabase database;

        abstract Database open(Path directory) throws IOException;

        @BeforeEach
        void openDatabase(@TempDir Path directory) throws IOException {
            database = new AccountsDatabase(new WebSecurityConfig(
                    URI.create("https://salus.example"), directory, SecurityTestApplication.LINDEN, open(directory)));
        }

        @AfterEach
        void closeDatabase() {
            if (database != null) {
                database.close();
            }
        }

        private JdbcAccounts accounts() {
            if (database == null) {
                throw new IllegalStateException("not open");
            }
            return new JdbcAccounts(database, passwords, () -> now, new SystemRandomSource());
        }

        private AccountUsers users() {
            return new AccountUsers(accounts(), passwords, new SystemRandomSource());
        }

        private static Account maria() {
            return new Account(
                    "maria",
                    "Maria Lindqvist",
                    new PrincipalId("p-1"),
                    SecurityTestApplication.LINDEN,
                    Role.PATIENT,
                    Optional.of(new SubjectId("s-maria")));
        }

        @Test
        void anAccountIsFoundAsItWasCreated() {
            accounts().create(maria());
            assertThat(accounts().find("maria")).contains(maria());
            assertThat(accounts().find(" Maria ")).contains(maria());
            assertThat(accounts().find("nobody")).isEmpty();
            assertThatThrownBy(() -> accounts().create(maria()))
                    .isInstanceOf(SalusException.class)
                    .hasMessageContaining("ALREADY_EXISTS");
        }

        @Test
        void aCodeSetsThePasswordOnce() {
            accounts().create(maria());
            String code = accounts().invite("maria").code();
            assertThat(accounts().activate(code, "short")).isInstanceOf(Activation.WeakPassword.class);
            assertThat(accounts().activate(code.toLowerCase(Locale.ROOT).replace("-", " "), LONG_PASSWORD))
                    .isEqualTo(new Activation.Activated("maria"));
            assertThat(accounts().activate(code, LONG_PASSWORD)).isInstanceOf(Activation.InvalidCode.class);
            UserDetails user = users().loadUserByUsername("maria");
            assertThat(user.getPassword()).startsWith("{argon2id}");
            assertThat(passwords.matches(LONG_PASSWORD, user.getPassword())).isTrue();
            assertThat(passwords.matches("something else", user.getPassword())).isFalse();
        }

        @Test
        void aCodeExpiresAndANewOneEndsTheOld() {
            accounts().create(maria());
            String old = accounts().invite("maria").code();
            String fresh = accounts().invite("maria").code();
            assertThat(accounts().activate(old, LONG_PASSWORD)).isInstanceOf(Activation.InvalidCode.class);
            now = now.plus(Duration.ofDays(8));
            assertThat(accounts().activate(fresh, LONG_PASSWORD)).isInstanceOf(Activation.InvalidCode.class);
        }

        @Test
        void aClosedAccountIsUnknown() {
            accounts().create(maria());
            accounts().setPassword("maria", LONG_PASSWORD);
            String code = accounts().invite("maria").code();
            accounts().close("maria", true);
            assertThat(accounts().find("maria")).isEmpty();
            assertThat(accounts().activate(code, LONG_PASSWORD)).isInstanceOf(Activation.InvalidCode.class);
            assertThatThrownBy(() -> users().loadUserByUsername("maria")).isInstanceOf(UsernameNotFoundException.class);
            accounts().close("maria", false);
            assertThat(users().loadUserByUsername("maria").getUsername()).isEqualTo("maria");
        }

        @Test
        void anAccountWithoutPasswordMatchesNone() {
            accounts().create(maria());
            UserDetails user = users().loadUserByUsername("maria");
            assertThat(passwords.matches("", user.getPassword())).isFalse();
            assertThat(user.getPassword()).startsWith("{argon2id}$argon2id$");
        }

        @Test
        void accountsAreListedByName() {
            assertThat(accounts().isEmpty()).isTrue();
            SecurityTestApplication.PEOPLE.forEach(accounts()::create);
            accounts().close("tom", true);
            assertThat(accounts().list(0, 2))
                    .extracting(listed -> listed.account().username())
                    .containsExactly("ada", "ines");
            assertThat(accounts().list(2, 2))
                    .extracting(AccountAdministration.ListedAccount::closed)
                    .containsExactly(false, true);
        }

        @Test
        void namesThatCouldMisleadAreRefused() {
            for (String name : new String[] {"Maria", "maria ", "m\u0430ria", "", "a/b", "x".repeat(65)}) {
                Account odd = new Account(
                        name,
                        "Odd",
                        new PrincipalId("p-9"),
                        SecurityTestApplication.LINDEN,
                        Role.STAFF,
                        Optional.empty());
                assertThatThrownBy(() -> accounts().create(odd)).isInstanceOf(SalusException.class);
            }
        }
    }

    @Nested
    class OnAFile extends Contract {

        @Override
        Database open(Path directory) {
            return Database.file(directory);
        }
    }

    @Nested
    class OnPostgres extends Contract {

        private static @Nullable EmbeddedPostgres server;
        private static int databases;

        @BeforeAll
        static void startServer() throws IOException {
            server = EmbeddedPostgres.start();
        }

        @AfterAll
        static void stopServer() throws IOException {
            if (server != null) {
                server.close();
            }
        }

        @Override
        Database open(Path directory) throws IOException {
            if (server == null) {
                throw new IllegalStateException("not started");
            }
            String name = "accounts" + databases++;
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException failed) {
                throw new IOException(failed);
            }
            return new Database(server.getJdbcUrl("postgres", name), "postgres", Secret.of(new byte[] {'x'}));
        }
    }
}
