package health.salus.node.security;

import health.salus.kernel.TimeSource;
import health.salus.portal.Account;
import health.salus.portal.ConnectedApplications;
import java.util.List;

/// Connections are authorizations with a refresh token that is not expired.
final class JdbcConnections implements ConnectedApplications {

    private final AccountsDatabase database;
    private final TimeSource time;

    JdbcConnections(AccountsDatabase database, TimeSource time) {
        this.database = database;
        this.time = time;
    }

    @Override
    public List<Connection> of(Account account) {
        return database.client()
                .sql("""
                        select a.id, c.client_name, a.created_at
                          from oauth2_authorization a
                          join oauth2_registered_client c on c.id = a.registered_client_id
                         where a.principal_name = :name and a.refresh_token_expires_at > :now
                         order by a.created_at desc
                        """)
                .param("name", account.username())
                .param("now", AccountsDatabase.sql(time.now()))
                .query((row, _) -> new Connection(
                        row.getString("id"),
                        row.getString("client_name"),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }

    @Override
    public void end(Account account, String id) {
        database.client()
                .sql("delete from oauth2_authorization where id = :id and principal_name = :name")
                .param("id", id)
                .param("name", account.username())
                .update();
    }
}
