package health.salus.conformance;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.fhir.rest.HapiClientContract;
import health.salus.node.web.OpenNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// HAPI's client, unchanged, against a node with everything in it: token, ledger, vault, sessions.
@TestInstance(Lifecycle.PER_CLASS)
class HapiClientOverHttpTest extends HapiClientContract {

    private OpenNode node;
    private IGenericClient client;

    @BeforeAll
    void open(@TempDir Path directory) {
        node = OpenNode.start(directory);
        String token = node.token(node.register("dr.adams", PrincipalKind.PRACTITIONER, OpenNode.NORTH));
        client = FhirContext.forR4().newRestfulGenericClient(node.address() + "/fhir");
        client.registerInterceptor(new BearerTokenAuthInterceptor(token));
    }

    @AfterAll
    void close() {
        node.close();
    }

    @Override
    protected IGenericClient client() {
        return client;
    }
}
