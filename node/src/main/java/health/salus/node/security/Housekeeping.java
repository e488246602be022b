package health.salus.node.security;

import health.salus.kernel.TimeSource;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Removes what has expired, at most once an hour, when something is written anyway.
final class Housekeeping {

    private static final Duration INTERVAL = Duration.ofHours(1);

    /// A request for consent that nobody answered.
    private static final Duration ABANDONED = Duration.ofDays(1);

    private static final List<String> EXPIRED = List.of(
            "delete from used_assertion where expires_at < :now",
            "delete from spent_refresh_token where expires_at < :now",
            "delete from launch_patient where expires_at < :now",
            "delete from invitation where expires_at < :now");

    /// Coalesced to the distant past, so that an authorization without any token counts by its age alone.
    private static final String AUTHORIZATIONS = """
            delete from oauth2_authorization
             where created_at < :abandoned
               and coalesce(authorization_code_expires_at, created_at) < :now
               and coalesce(access_token_expires_at, created_at) < :now
               and coalesce(refresh_token_expires_at, created_at) < :now
            """;

    private final AccountsDatabase database;
    private final TimeSource time;
    private Instant next = Instant.MIN;

    Housekeeping(AccountsDatabase database, TimeSource time) {
        this.database = database;
        this.time = time;
    }

    void whenDue() {
        Instant now = time.now();
        synchronized (this) {
            if (now.isBefore(next)) {
                return;
            }
            next = now.plus(INTERVAL);
        }
        Timestamp moment = AccountsDatabase.sql(now);
        EXPIRED.forEach(sql -> database.client().sql(sql).param("now", moment).update());
        database.client()
                .sql(AUTHORIZATIONS)
                .param("now", moment)
                .param("abandoned", AccountsDatabase.sql(now.minus(ABANDONED)))
                .update();
    }
}
