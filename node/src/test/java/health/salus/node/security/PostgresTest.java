package health.salus.node.security;

import static health.salus.node.security.HttpCaller.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tokens on the other database: what depends on its keys, types and transactions.
class PostgresTest {

    private static EmbeddedPostgres server;
    private static RunningNode node;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
        node = RunningNode.over(server.getJdbcUrl("postgres", "postgres"));
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
        server.close();
    }

    @Test
    void anAssertionCountsOnce() {
        HttpCaller caller = new HttpCaller(node);
        Map<String, String> request =
                HttpCaller.tokenRequest(caller.assertion(RunningNode.SERVICE_KEY, Map.of()), "system/Observation.rs");
        assertThat(caller.post("/oauth2/token", request).statusCode()).isEqualTo(200);
        assertThat(caller.post("/oauth2/token", request).statusCode()).isEqualTo(401);
    }

    @Test
    void aConnectionIsRefreshedListedAndEnded() {
        HttpCaller browser = new HttpCaller(node).signedIn("maria");
        CodeFlow flow = new CodeFlow(browser).with("scope", "openid offline_access patient/*.rs");
        String first = text(flow.tokens(), "refresh_token");
        String second = text(flow.refresh(first), "refresh_token");
        HttpResponse<String> page = browser.get("/portal/account/applications");
        assertThat(page.body()).contains("Glucose diary");
        assertThat(text(flow.refresh(first), "error")).isEqualTo("invalid_grant");
        assertThat(text(flow.refresh(second), "error")).isEqualTo("invalid_grant");
        assertThat(browser.get("/portal/account/applications").body()).contains("No application is connected");
    }
}
