package health.salus.node.security;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The database of accounts, opened and brought to the current schema.
///
/// It is a type of its own rather than a `DataSource` bean, so that a node may have other databases.
public final class AccountsDatabase implements AutoCloseable {

    /// Sign-ins and token requests are few; reads hold a connection for well under a millisecond.
    private static final int MAX_CONNECTIONS = 8;

    private static final String MIGRATIONS = "classpath:health/salus/node/security/migration";

    private final HikariDataSource source;
    private final JdbcTemplate template;
    private final JdbcClient client;
    private final TransactionTemplate transactions;

    public AccountsDatabase(WebSecurityConfig config) {
        createPrivate(config.directory());
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("accounts");
        pool.setJdbcUrl(config.database().url());
        pool.setUsername(config.database().username());
        pool.setPassword(new String(config.database().password().reveal(), StandardCharsets.UTF_8));
        pool.setMaximumPoolSize(MAX_CONNECTIONS);
        pool.setMinimumIdle(1);
        source = new HikariDataSource(pool);
        Flyway.configure(getClass().getClassLoader())
                .dataSource(source)
                .locations(MIGRATIONS)
                .load()
                .migrate();
        template = new JdbcTemplate(source);
        client = JdbcClient.create(template);
        transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    JdbcTemplate template() {
        return template;
    }

    JdbcClient client() {
        return client;
    }

    <T> T inTransaction(Supplier<T> work) {
        T result = transactions.execute(_ -> work.get());
        if (result == null) {
            throw new IllegalStateException("a transaction answers something");
        }
        return result;
    }

    static Timestamp sql(Instant instant) {
        return Timestamp.from(instant);
    }

    private static void createPrivate(Path directory) {
        try {
            Files.createDirectories(directory);
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, "cannot create " + directory, failed);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
