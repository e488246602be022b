package health.salus.client;

import health.salus.client.api.AccountPage;
import health.salus.client.api.ApiJson;
import health.salus.client.api.Application;
import health.salus.client.api.Invitation;
import health.salus.client.api.NewAccount;
import health.salus.client.api.Operations;
import health.salus.kernel.Octets;
import java.util.Optional;

/// Accounts and applications of a node (docs/operating/accounts.md), for whoever has a token with
/// [#SCOPE]: an administrator, or the node's own service.
public final class Administration {

    /// What such a token is asked for.
    public static final String SCOPE = "salus/administration";

    private static final String JSON = "application/json";
    private static final String ACCOUNTS = "/api/accounts";
    private static final String APPLICATIONS = "/api/applications";

    private final Transport transport;

    Administration(Transport transport) {
        this.transport = transport;
    }

    /// How the node and its network are.
    public Operations operations() {
        return ApiJson.read(
                Operations.class,
                transport.send(Request.get("/api/operations", JSON)).body().toArray());
    }

    public AccountPage accounts(Optional<String> after) {
        Answer answer = transport.send(Request.get(ACCOUNTS + Query.EMPTY.and("offset", after), JSON));
        return ApiJson.read(AccountPage.class, answer.body().toArray());
    }

    /// Opens an account; its owner chooses the password.
    public Invitation open(NewAccount account) {
        return invitation(Request.post(ACCOUNTS, JSON, Octets.wrap(ApiJson.write(account))));
    }

    /// Another code, for a password that was forgotten; earlier codes end.
    public Invitation invite(String username) {
        return invitation(Request.post(account(username) + "/invitation", JSON, Octets.EMPTY));
    }

    /// Closes an account, or opens it again.
    public void close(String username, boolean closed) {
        transport.send(Request.post(account(username) + "/closed?value=" + closed, JSON, Octets.EMPTY)
                .repeatable());
    }

    public void register(Application application) {
        transport.send(Request.post(APPLICATIONS, JSON, Octets.wrap(ApiJson.write(application))));
    }

    public void remove(String application) {
        transport.send(Request.delete(APPLICATIONS + "/" + SalusClient.escaped(application)));
    }

    private Invitation invitation(Request request) {
        Answer answer = transport.send(request.with("Accept", JSON));
        return ApiJson.read(Invitation.class, answer.body().toArray());
    }

    private static String account(String username) {
        return ACCOUNTS + "/" + SalusClient.escaped(username);
    }
}
