package health.salus.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// HAPI's client, as it comes, against the interface.
@TestInstance(Lifecycle.PER_CLASS)
final class HapiClientTest extends HapiClientContract {
    private final FhirContext context = FhirContext.forR4();
    private final FhirTestServer server = new FhirTestServer();
    private final IGenericClient client = client("ana");

    private IGenericClient client(String token) {
        context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.ONCE);
        IGenericClient made = context.newRestfulGenericClient(server.base());
        made.registerInterceptor(new BearerTokenAuthInterceptor(token));
        return made;
    }

    @Override
    protected IGenericClient client() {
        return client;
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void searchesInXml() {
        IGenericClient xml = client("ana");
        xml.setEncoding(EncodingEnum.XML);
        client.create().resource(patient("Üçgül")).execute();
        Bundle found = xml.search()
                .forResource(Patient.class)
                .where(Patient.FAMILY.matches().value("Üçg"))
                .returnBundle(Bundle.class)
                .execute();
        assertThat(found.getTotal()).isPositive();
    }

    @Test
    void explainsRefusals() {
        Observation wrong = observation("Location/1", 1);
        wrong.setCode(null);
        assertThatThrownBy(() -> client.create().resource(wrong).execute())
                .isInstanceOfSatisfying(UnprocessableEntityException.class, refusal -> {
                    OperationOutcome outcome = (OperationOutcome) refusal.getOperationOutcome();
                    assertThat(outcome.getIssueFirstRep()
                                    .getExpression()
                                    .getFirst()
                                    .getValue())
                            .isEqualTo("Observation.code");
                    assertThat(outcome.getIssueFirstRep()
                                    .getDetails()
                                    .getCodingFirstRep()
                                    .getCode())
                            .isEqualTo("INVALID_STRUCTURE");
                });
        assertThatThrownBy(() ->
                        client.read().resource(Patient.class).withId("none").execute())
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client("eve:user/Observation.rs")
                        .read()
                        .resource(Patient.class)
                        .withId("x")
                        .execute())
                .isInstanceOf(ForbiddenOperationException.class);
        IGenericClient stranger = context.newRestfulGenericClient(server.base());
        assertThatThrownBy(() ->
                        stranger.read().resource(Patient.class).withId("x").execute())
                .isInstanceOf(AuthenticationException.class);
    }

    @Test
    void showsNothingOfAPatientWhoPermitsNothing() {
        IdType id = (IdType)
                client.create().resource(patient("Hidden")).execute().getId().toUnqualifiedVersionless();
        IdType observation = (IdType) client.create()
                .resource(observation(id.getValue(), 1))
                .execute()
                .getId()
                .toUnqualifiedVersionless();
        server.records().withhold(id.getIdPart());
        assertThatThrownBy(() -> client.read()
                        .resource(Observation.class)
                        .withId(observation)
                        .execute())
                .isInstanceOf(ForbiddenOperationException.class);
        Bundle none = client.search()
                .forResource(Observation.class)
                .where(Observation.PATIENT.hasId(id))
                .returnBundle(Bundle.class)
                .execute();
        assertThat(none.getTotal()).isZero();
    }
}
