package health.salus.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PreferReturnEnum;
import ca.uhn.fhir.rest.api.SearchStyleEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/// What HAPI's client, as it comes, may expect of the interface; run over doubles here, and over whole nodes elsewhere.
public abstract class HapiClientContract {
    /// A client with a token that may do everything.
    protected abstract IGenericClient client();

    @Test
    void readsTheCapabilityStatement() {
        CapabilityStatement statement =
                client().capabilities().ofType(CapabilityStatement.class).execute();
        assertThat(statement.getFhirVersion().toCode()).isEqualTo("4.0.1");
        assertThat(statement.getRestFirstRep().getResource()).hasSize(146);
        assertThat(statement.getRestFirstRep().getResource())
                .filteredOn(resource -> resource.getType().equals("Observation"))
                .first()
                .satisfies(resource -> assertThat(resource.getSearchParam()).hasSizeGreaterThan(30));
    }

    @Test
    void writesAndReads() {
        Patient patient = patient("Meyer");
        MethodOutcome created = client().create().resource(patient).execute();
        assertThat(created.getCreated()).isTrue();
        assertThat(created.getId().getVersionIdPart()).isEqualTo("1");
        IdType id = new IdType(created.getId().toUnqualifiedVersionless().getValue());

        Patient read = client().read().resource(Patient.class).withId(id).execute();
        assertThat(read.getNameFirstRep().getFamily()).isEqualTo("Meyer");
        assertThat(read.getMeta().getVersionId()).isEqualTo("1");
        assertThat(read.getMeta().getLastUpdated()).isNotNull();

        read.setGender(AdministrativeGender.FEMALE);
        MethodOutcome updated = client().update().resource(read).execute();
        assertThat(updated.getId().getVersionIdPart()).isEqualTo("2");
        assertThat(client().read()
                        .resource(Patient.class)
                        .withIdAndVersion(id.getIdPart(), "1")
                        .execute()
                        .hasGender())
                .isFalse();

        Bundle history =
                client().history().onInstance(id).returnBundle(Bundle.class).execute();
        assertThat(history.getEntry()).hasSize(2);
        assertThat(history.getEntryFirstRep().getRequest().getMethod()).isEqualTo(HTTPVerb.PUT);

        client().delete().resourceById(id).execute();
        assertThatThrownBy(
                        () -> client().read().resource(Patient.class).withId(id).execute())
                .isInstanceOf(ResourceGoneException.class);
        assertThat(client().history()
                        .onInstance(id)
                        .returnBundle(Bundle.class)
                        .execute()
                        .getTotal())
                .isEqualTo(3);
    }

    @Test
    void speaksXml() {
        IGenericClient xml = client();
        xml.setEncoding(EncodingEnum.XML);
        MethodOutcome created = xml.create()
                .resource(patient("Üçgül"))
                .prefer(PreferReturnEnum.REPRESENTATION)
                .execute();
        assertThat(((Patient) created.getResource()).getNameFirstRep().getFamily())
                .isEqualTo("Üçgül");
        xml.setEncoding(EncodingEnum.JSON);
        Patient json = client().read()
                .resource(Patient.class)
                .withId(created.getId().getIdPart())
                .execute();
        assertThat(json.getNameFirstRep().getFamily()).isEqualTo("Üçgül");
    }

    @Test
    void keepsVersionsApart() {
        IdType id = (IdType)
                client().create().resource(patient("Roth")).execute().getId().toUnqualifiedVersionless();
        Patient changed = patient("Roth");
        changed.setId(id.withVersion("1"));
        client().update().resource(changed).execute();
        changed.setId(id.withVersion("1"));
        assertThatThrownBy(() -> client().update()
                        .resource(changed)
                        .withAdditionalHeader("If-Match", "W/\"1\"")
                        .execute())
                .isInstanceOf(PreconditionFailedException.class);
    }

    @Test
    void createsUnderAnIdOfTheClient() {
        Patient patient = patient("Own");
        patient.setId("Patient/own-id");
        assertThat(client().update().resource(patient).execute().getCreated()).isTrue();
        assertThat(client().update().resource(patient).execute().getId().getVersionIdPart())
                .isEqualTo("2");
    }

    @Test
    void writesConditionally() {
        Patient patient = patient("Cond");
        patient.addIdentifier().setSystem("urn:x").setValue("c1");
        MethodOutcome first = client().create()
                .resource(patient)
                .conditionalByUrl("Patient?identifier=urn:x|c1")
                .execute();
        MethodOutcome second = client().create()
                .resource(patient)
                .conditional()
                .where(Patient.IDENTIFIER.exactly().systemAndIdentifier("urn:x", "c1"))
                .execute();
        assertThat(second.getId().toUnqualifiedVersionless())
                .isEqualTo(first.getId().toUnqualifiedVersionless());
        MethodOutcome updated = client().update()
                .resource(patient)
                .conditional()
                .where(Patient.IDENTIFIER.exactly().systemAndIdentifier("urn:x", "c1"))
                .execute();
        assertThat(updated.getId().getVersionIdPart()).isEqualTo("2");
        client().create().resource(patient).execute();
        assertThatThrownBy(() -> client().create()
                        .resource(patient)
                        .conditionalByUrl("Patient?identifier=urn:x|c1")
                        .execute())
                .isInstanceOf(PreconditionFailedException.class);
    }

    @Test
    void searchesAndPages() {
        IdType subject = (IdType) client().create()
                .resource(patient("Searched"))
                .execute()
                .getId()
                .toUnqualifiedVersionless();
        for (int i = 0; i < 25; i++) {
            client().create().resource(observation(subject.getValue(), i)).execute();
        }
        Bundle page = client().search()
                .forResource(Observation.class)
                .where(Observation.PATIENT.hasId(subject))
                .and(Observation.CODE.exactly().systemAndCode("http://loinc.org", "8867-4"))
                .and(Observation.DATE.afterOrEquals().day("2024-01-06"))
                .sort()
                .ascending(Observation.DATE)
                .count(8)
                .returnBundle(Bundle.class)
                .execute();
        assertThat(page.getTotal()).isEqualTo(20);
        List<String> values = new ArrayList<>(values(page));
        while (page.getLink(Bundle.LINK_NEXT) != null) {
            page = client().loadPage().next(page).execute();
            values.addAll(values(page));
        }
        assertThat(values).hasSize(20).isSorted().doesNotHaveDuplicates();
        assertThat(client().search()
                        .forResource(Observation.class)
                        .where(Observation.SUBJECT.hasId(subject))
                        .usingStyle(SearchStyleEnum.POST)
                        .returnBundle(Bundle.class)
                        .execute()
                        .getTotal())
                .isEqualTo(25);
    }

    private static List<String> values(Bundle page) {
        return page.getEntry().stream()
                .map(entry -> ((Observation) entry.getResource())
                        .getEffectiveDateTimeType()
                        .asStringValue())
                .toList();
    }

    @Test
    void runsTransactionsAndBatches() {
        Bundle transaction = new Bundle().setType(BundleType.TRANSACTION);
        String name = "urn:uuid:8f3a5c52-0000-4000-8000-000000000001";
        transaction
                .addEntry()
                .setFullUrl(name)
                .setResource(patient("Trans"))
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl("Patient");
        transaction
                .addEntry()
                .setResource(observation(name, 1))
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl("Observation");
        Bundle answer = client().transaction().withBundle(transaction).execute();
        assertThat(answer.getType()).isEqualTo(BundleType.TRANSACTIONRESPONSE);
        String patientId = new IdType(answer.getEntry().get(0).getResponse().getLocation())
                .toUnqualifiedVersionless()
                .getValue();
        IdType observationId = new IdType(answer.getEntry().get(1).getResponse().getLocation());
        Observation stored = client().read()
                .resource(Observation.class)
                .withId(observationId.getIdPart())
                .execute();
        assertThat(stored.getSubject().getReference()).isEqualTo(patientId);

        Bundle batch = new Bundle().setType(BundleType.BATCH);
        batch.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl(patientId);
        batch.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl("Patient/nobody");
        batch.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl("Observation?patient=" + patientId);
        batch.addEntry()
                .setResource(patient("Batch"))
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl("Patient");
        batch.addEntry()
                .setResource(patient("Wrong"))
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl("Observation");
        Bundle answers = client().transaction().withBundle(batch).execute();
        assertThat(answers.getEntry())
                .extracting(entry -> entry.getResponse().getStatus().substring(0, 3))
                .containsExactly("200", "404", "200", "201", "400");
        assertThat(answers.getEntry().get(0).getResource()).isInstanceOf(Patient.class);
        assertThat(answers.getEntry().get(1).getResponse().getOutcome()).isInstanceOf(OperationOutcome.class);
        assertThat(((Bundle) answers.getEntry().get(2).getResource()).getTotal())
                .isEqualTo(1);
    }

    protected static Patient patient(String family) {
        Patient patient = new Patient();
        patient.addName().setFamily(family);
        return patient;
    }

    protected static Observation observation(String subject, int day) {
        Observation observation = new Observation().setStatus(ObservationStatus.FINAL);
        observation.getCode().addCoding().setSystem("http://loinc.org").setCode("8867-4");
        observation.setSubject(new Reference(subject));
        observation.setEffective(new DateTimeType(String.format("2024-01-%02d", day + 1)));
        observation.setValue(new Quantity().setValue(70 + day).setUnit("/min"));
        return observation;
    }
}
