package health.salus.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import health.salus.contracts.access.ShownGroup;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.records.TypeGroup;
import health.salus.fhir.audit.AccessEvent;
import health.salus.fhir.audit.Activity;
import health.salus.fhir.audit.Actor;
import health.salus.fhir.audit.AuditCodes;
import health.salus.fhir.audit.Endpoint;
import health.salus.fhir.audit.Outcome;
import health.salus.fhir.audit.Shown;
import health.salus.fhir.audit.Trace;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happened to a record, read by HAPI's client as AuditEvents.
final class AuditRestTest {
    private final FhirTestServer server = new FhirTestServer();
    private final IGenericClient client = client();

    private IGenericClient client() {
        IGenericClient made = FhirContext.forR4Cached().newRestfulGenericClient(server.base());
        made.registerInterceptor(new ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor("ana"));
        return made;
    }

    @BeforeEach
    void happen() {
        server.records().ledger().happened(event("e1", "2026-03-01T08:00:00Z", new Outcome.Success()));
        server.records()
                .ledger()
                .happened(event("e2", "2026-03-02T08:00:00Z", new Outcome.Refused(ErrorCode.CONSENT_DENIED)));
        server.records().ledger().happened(event("e3", "2026-03-03T08:00:00Z", new Outcome.Success()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPatientFindsWhoReadWhat() {
        Bundle found = search("patient=Patient/example");
        assertThat(found.getTotal()).isEqualTo(3);
        AuditEvent newest = (AuditEvent) found.getEntryFirstRep().getResource();
        assertThat(newest.getIdElement().getIdPart()).isEqualTo("e3");
        assertThat(newest.getAgent().stream()
                        .filter(AuditEvent.AuditEventAgentComponent::getRequestor)
                        .findFirst()
                        .orElseThrow()
                        .getWho()
                        .getReference())
                .isEqualTo("Practitioner/13");
        assertThat(newest.getEntity())
                .filteredOn(AuditEvent.AuditEventEntityComponent::hasDetail)
                .singleElement()
                .satisfies(entity ->
                        assertThat(entity.getDetailFirstRep().getType()).isEqualTo("OBSERVATIONS"));
    }

    @Test
    void datesNarrowWhatIsLookedThrough() {
        assertThat(search("patient=Patient/example&date=2026-03-02").getTotal()).isEqualTo(1);
        assertThat(search("patient=Patient/example&date=ge2026-03-02&date=lt2026-03-03")
                        .getTotal())
                .isEqualTo(1);
        assertThat(search("patient=Patient/example&date=gt2026-03-02").getTotal())
                .isEqualTo(1);
        assertThat(search("patient=Patient/example&date=le2026-03-02").getTotal())
                .isEqualTo(2);
        assertThat(server.records().ledger().windows())
                .allSatisfy(window -> assertThat(
                                window.from().equals(Instant.MIN) && window.to().equals(Instant.MAX))
                        .isFalse());
    }

    @Test
    void otherParametersSelectAsForAnyResource() {
        Bundle refused = search("patient=Patient/example&outcome=4");
        assertThat(refused.getTotal()).isEqualTo(1);
        assertThat(((AuditEvent) refused.getEntryFirstRep().getResource()).getOutcomeDesc())
                .startsWith("CONSENT_DENIED");
        assertThat(search("patient=Patient/example&_count=1&_sort=date")
                        .getEntryFirstRep()
                        .getResource()
                        .getIdElement()
                        .getIdPart())
                .isEqualTo("e1");
        assertThat(search("patient=Patient/72").getTotal()).isZero();
        assertThat(search("_id=e1,e2&patient=Patient/example").getTotal()).isEqualTo(2);
    }

    @Test
    void pagesGoOn() {
        Bundle first = search("patient=Patient/example&_count=2");
        Bundle second = client.loadPage().next(first).execute();
        assertThat(second.getEntry()).hasSize(1);
    }

    @Test
    void oneIsReadByItsId() {
        AuditEvent read = client.read().resource(AuditEvent.class).withId("e2").execute();
        assertThat(read.getOutcome()).isEqualTo(AuditEvent.AuditEventOutcome._4);
        assertThat(client.history()
                        .onInstance("AuditEvent/e2")
                        .returnBundle(Bundle.class)
                        .execute()
                        .getTotal())
                .isEqualTo(1);
        Assertions.assertThatThrownBy(() ->
                        client.read().resource(AuditEvent.class).withId("e9").execute())
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private Bundle search(String query) {
        return client.search()
                .byUrl("AuditEvent?" + query)
                .returnBundle(Bundle.class)
                .execute();
    }

    private static AccessEvent event(String id, String time, Outcome outcome) {
        MemberId member = new MemberId("north");
        return new AccessEvent(
                id,
                Instant.parse(time),
                Activity.READ,
                outcome,
                new Actor(
                        Optional.of(new PrincipalId("doctor")),
                        new OrganisationId("clinic"),
                        Optional.of(PurposeOfUse.TREAT),
                        false),
                Shown.of(
                        Optional.of("Patient/example"),
                        Optional.of(new Shown.Listed(
                                AuditCodes.DISCLOSED,
                                Digest.ZERO.hex(),
                                List.of(new ShownGroup(TypeGroup.OBSERVATIONS, 3))))),
                Optional.empty(),
                new Endpoint(member.value(), AuditCodes.MEMBER + ":" + member),
                new Trace(member, Optional.of(new SessionId("s-1")), Optional.of("tx-1"), Trace.Irregularity.NONE));
    }
}
