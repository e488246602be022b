package health.salus.node.fhir;

import static health.salus.node.fhir.TwoHospitals.NORTH_DOCTOR;
import static health.salus.node.fhir.TwoHospitals.SOUTH_DOCTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.access.Sessions;
import health.salus.crypto.Secret;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.WriteOutcome;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.node.fhir.IdentifierIndex.Entry;
import health.salus.node.local.LocalStore.Space;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Which resource an identifier leads to: the one whose current version carries it, and no other.
@TestInstance(Lifecycle.PER_CLASS)
class IdentifiersTest {

    private TwoHospitals hospitals;

    @BeforeAll
    void open(@TempDir Path directory) {
        hospitals = new TwoHospitals(directory);
    }

    @AfterAll
    void close() {
        hospitals.close();
    }

    @Test
    void aRefusedUpdateLeavesNothingThatMatches() {
        ResourceId victim = hospitals.newPatient();
        accepted(hospitals.create(NORTH_DOCTOR, victim, "victim-1"));
        int before = entries();
        assertThat(hospitals.update(SOUTH_DOCTOR, victim, "stolen-1")).isInstanceOf(WriteOutcome.Refused.class);

        ResourceId directory = new ResourceId("Location", "ward-1");
        accepted(hospitals.create(NORTH_DOCTOR, directory, "ward-1"));
        assertThat(hospitals.update(SOUTH_DOCTOR, directory, "stolen-1"))
                .as("the directory asks for no care relation: the contract refuses")
                .isInstanceOfSatisfying(
                        WriteOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_AUTHOR));

        assertThat(hospitals.holders(NORTH_DOCTOR, "Patient", "stolen-1")).isEmpty();
        assertThat(hospitals.holders(NORTH_DOCTOR, "Location", "stolen-1")).isEmpty();
        assertThat(hospitals.holders(NORTH_DOCTOR, "Patient", "victim-1")).containsExactly(victim);
        assertThat(entries()).as("the ward's two are what was added").isEqualTo(before + 2);
    }

    @Test
    void whatWasRefusedMatchesNoLaterVersionEither() {
        ResourceId ward = new ResourceId("Location", "ward-2");
        accepted(hospitals.create(NORTH_DOCTOR, ward, "ward-2"));
        Change.Content content = TwoHospitals.content(ward, "never");
        Change late = new Change.Update(ward, content, OptionalLong.of(7), Optional.empty());
        assertThat(hospitals.write(NORTH_DOCTOR, late)).isInstanceOf(WriteOutcome.Refused.class);
        assertThat(hospitals.update(SOUTH_DOCTOR, ward, "never")).isInstanceOf(WriteOutcome.Refused.class);
        accepted(hospitals.update(NORTH_DOCTOR, ward, "ward-2b"));
        assertThat(hospitals.holders(NORTH_DOCTOR, "Location", "never")).isEmpty();
    }

    @Test
    void anIdentifierThatALaterVersionLeftOutMatchesNoMore() {
        ResourceId patient = hospitals.newPatient();
        accepted(hospitals.create(NORTH_DOCTOR, patient, "old"));
        accepted(hospitals.update(NORTH_DOCTOR, patient, "new"));
        assertThat(hospitals.holders(NORTH_DOCTOR, "Patient", "old")).isEmpty();
        assertThat(hospitals.holders(NORTH_DOCTOR, "Patient", "new")).containsExactly(patient);

        accepted(hospitals.update(NORTH_DOCTOR, patient, "new"));
        assertThat(hospitals.holders(NORTH_DOCTOR, "Patient", "new")).containsExactly(patient);
        accepted(hospitals.write(NORTH_DOCTOR, new Change.Delete(patient, OptionalLong.empty())));
        assertThat(hospitals.holders(NORTH_DOCTOR, "Patient", "new")).isEmpty();
    }

    @Test
    void whatHoldsIsFoundBehindAnyNumberOfEntriesThatDoNot() {
        ResourceId ward = new ResourceId("Location", "zz-last");
        Digest transaction = Digest.ofHex(accepted(hospitals.create(NORTH_DOCTOR, ward, "crowded")));
        IdentifierIndex index =
                new IdentifierIndex(hospitals.node().network(), hospitals.node().local(), Secret.of(new byte[32]));
        for (int i = 0; i < 3 * IdentifierIndex.MAX_MATCHES; i++) {
            index.add(index.keys(
                    TwoHospitals.identifier("crowded"),
                    new ResourceId("Location", "aa-" + i),
                    Digest.sha256(Octets.utf8("lost " + i))));
        }
        index.add(index.keys(TwoHospitals.identifier("crowded"), ward, transaction));
        Octets token = index.token("Location", TwoHospitals.identifier("crowded"));
        assertThat(index.candidates(token))
                .contains(new Entry(ward, transaction))
                .hasSize(IdentifierIndex.MAX_MATCHES + 1);
    }

    @Test
    void aConditionTellsNothingOfAPatientOfOthers() {
        ResourceId patient = hospitals.newPatient();
        accepted(hospitals.create(NORTH_DOCTOR, patient, "known"));
        refusedWithATrace(SOUTH_DOCTOR, patient, ErrorCode.NO_CARE_RELATION);

        ResourceId own = hospitals.newPatient();
        accepted(hospitals.create(NORTH_DOCTOR, own, "own"));
        Caller confined =
                TwoHospitals.caller("doctor.north", TwoHospitals.NORTH, Optional.of(ResourceIds.subjectOf(own.id())));
        assertThat(hospitals.holders(confined, "Patient", "own")).containsExactly(own);
        refusedWithATrace(confined, patient, ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);

        ResourceId ward = new ResourceId("Location", "ward-3");
        accepted(hospitals.create(NORTH_DOCTOR, ward, "ward-3"));
        assertThat(hospitals.holders(SOUTH_DOCTOR, "Location", "ward-3"))
                .as("the directory is everybody's")
                .containsExactly(ward);
    }

    private void refusedWithATrace(Caller caller, ResourceId patient, ErrorCode code) {
        SubjectId subject = ResourceIds.subjectOf(patient.id());
        assertThatThrownBy(() -> hospitals.holders(caller, "Patient", "known"))
                .isInstanceOfSatisfying(SalusException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.detail()).doesNotContain(patient.id(), subject.value());
                });
        hospitals.node().settleDisclosures();
        assertThat(Sessions.of(hospitals.node().network().state()).denials(subject, 0, 10))
                .anyMatch(
                        denial -> denial.code() == code && denial.organisation().equals(caller.organisation()));
    }

    private int entries() {
        AtomicInteger count = new AtomicInteger();
        hospitals.node().local().forEach(Space.IDENTIFIERS, (_, _) -> count.incrementAndGet() > 0);
        return count.get();
    }

    private static String accepted(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(WriteOutcome.Accepted.class);
        return ((WriteOutcome.Accepted) outcome).transaction();
    }
}
