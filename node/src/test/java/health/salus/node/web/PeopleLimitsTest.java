package health.salus.node.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.client.Administration;
import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.SalusClient;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Who is told whom an organisation registered, and who manages a node's accounts.
@TestInstance(Lifecycle.PER_CLASS)
class PeopleLimitsTest {

    private static final PrincipalId ADAMS = new PrincipalId("dr.adams");
    private static final PrincipalId BRANDT = new PrincipalId("dr.brandt");
    private static final PrincipalId ANA = new PrincipalId("ana");
    private static final PrincipalId BEA = new PrincipalId("bea");

    private final List<SalusClient> clients = new ArrayList<>();
    private OpenNode node;
    private SalusClient north;
    private SalusClient south;

    @BeforeAll
    void open(@TempDir Path directory) {
        node = OpenNode.start(directory);
        node.register(ADAMS.value(), PrincipalKind.PRACTITIONER, OpenNode.NORTH);
        node.register(BRANDT.value(), PrincipalKind.PRACTITIONER, OpenNode.SOUTH);
        node.register(ANA.value(), PrincipalKind.PATIENT, OpenNode.NORTH);
        node.register(BEA.value(), PrincipalKind.PATIENT, OpenNode.NORTH);
        north = client(config(ADAMS));
        south = client(config(BRANDT));
    }

    private ClientConfig config(PrincipalId principal) {
        return ClientConfig.of(node.address(), new Credentials.KeyAssertion(principal.value(), node.key(principal)));
    }

    private SalusClient client(ClientConfig config) {
        SalusClient client = SalusClient.of(config);
        clients.add(client);
        return client;
    }

    @AfterAll
    void close() {
        clients.forEach(SalusClient::close);
        node.close();
    }

    @Test
    void whomAnOrganisationRegisteredIsForThoseWhoActForIt() {
        SalusClient own = client(config(ANA));
        SalusClient writer = client(config(ADAMS).withScopes("user/Observation.c"));
        SalusClient anyone = client(ClientConfig.of(node.address(), new Credentials.Anonymous()));
        refused(() -> own.principals(Optional.empty(), Optional.empty()), ErrorCode.NOT_AUTHORISED);
        refused(() -> own.principal(BEA), ErrorCode.NOT_AUTHORISED);
        refused(() -> south.principals(Optional.of(OpenNode.NORTH), Optional.empty()), ErrorCode.NOT_AUTHORISED);
        refused(() -> south.principal(ANA), ErrorCode.NOT_AUTHORISED);
        refused(() -> writer.principals(Optional.empty(), Optional.empty()), ErrorCode.INSUFFICIENT_SCOPE);
        refused(() -> anyone.principal(ADAMS), ErrorCode.UNAUTHENTICATED);
        refused(() -> north.principal(new PrincipalId("nobody")), ErrorCode.UNKNOWN_PRINCIPAL);
        refused(
                () -> north.principals(Optional.of(new OrganisationId("nowhere")), Optional.empty()),
                ErrorCode.UNKNOWN_ORGANISATION);
        refused(() -> north.principals(Optional.empty(), Optional.of("-1")), ErrorCode.MALFORMED);
        refused(() -> north.principals(Optional.empty(), Optional.of("x")), ErrorCode.MALFORMED);
        assertThat(north.principals(Optional.empty(), Optional.of("1000000")).items())
                .isEmpty();
    }

    @Test
    void onlyTheNodesOwnServiceManagesAccounts() {
        SalusClient asked = client(config(ADAMS).withScopes(Administration.SCOPE));
        refused(() -> asked.administration().accounts(Optional.empty()), ErrorCode.INSUFFICIENT_SCOPE);
        refused(() -> north.administration().accounts(Optional.empty()), ErrorCode.NOT_AUTHORISED);
        refused(() -> north.administration().operations(), ErrorCode.NOT_AUTHORISED);
        PrincipalId lab = node.register("lab", PrincipalKind.SERVICE, OpenNode.NORTH);
        SalusClient service = client(config(lab).withScopes(Administration.SCOPE));
        refused(() -> service.administration().accounts(Optional.empty()), ErrorCode.INSUFFICIENT_SCOPE);
    }

    private static void refused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
