package health.salus.node.fhir;

import static health.salus.node.fhir.TwoHospitals.NORTH_DOCTOR;
import static health.salus.node.fhir.TwoHospitals.content;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.fhir.record.Change;
import health.salus.fhir.record.Idempotency;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.WriteOutcome;
import health.salus.fhir.record.WriteOutcome.ChangeOutcome;
import health.salus.fhir.record.WriteSet;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Changes of which each stands alone, and which cost the network as few decisions as they can.
@TestInstance(Lifecycle.PER_CLASS)
class BatchTest {

    private static final int MANY = 100;

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
    void thatNothingRefusesIsOneDecision() {
        long before = height();
        List<ChangeOutcome> outcomes = batch(places("one", MANY), Optional.empty());
        assertThat(outcomes).hasSize(MANY).allSatisfy(BatchTest::isFirstVersion);
        assertThat(height() - before).isEqualTo(1);
    }

    @Test
    void writesWhatIsNotRefused() {
        List<Change> changes = places("some", MANY);
        ResourceId taken = new ResourceId("Location", "taken");
        assertThat(hospitals.create(NORTH_DOCTOR, taken, "taken")).isInstanceOf(WriteOutcome.Accepted.class);
        changes.set(40, new Change.Create(taken, content(taken, "some-40"), Optional.empty()));
        changes.set(90, update("some-90", 7));
        long before = height();
        List<ChangeOutcome> outcomes = batch(changes, Optional.empty());
        for (int i = 0; i < MANY; i++) {
            switch (i) {
                case 40, 90 -> isRefused(outcomes.get(i), ErrorCode.VERSION_CONFLICT);
                default -> isFirstVersion(outcomes.get(i));
            }
        }
        assertThat(height() - before).as("decisions").isLessThan(MANY / 4);
    }

    /// The halves of what was refused go under the names that it had as a whole.
    @Test
    void writesWhatIsNotRefusedUnderAKeyToo() {
        List<Change> changes = places("named", 8);
        ResourceId taken = new ResourceId("Location", "taken-before");
        assertThat(hospitals.create(NORTH_DOCTOR, taken, "taken-before")).isInstanceOf(WriteOutcome.Accepted.class);
        // This node finds nothing wrong with it; the contract does.
        changes.set(5, new Change.Create(taken, content(taken, "named-5"), Optional.empty()));
        List<ChangeOutcome> first = batch(changes, key("named"));
        for (int i = 0; i < changes.size(); i++) {
            if (i == 5) {
                isRefused(first.get(i), ErrorCode.VERSION_CONFLICT);
            } else {
                isFirstVersion(first.get(i));
            }
        }
        assertThat(batch(changes, key("named"))).isEqualTo(first);
    }

    @Test
    void changesAResourceTwiceWhenItIsToldTo() {
        List<Change> changes = List.of(update("twice", 0), update("twice", 1));
        for (int time = 0; time < 2; time++) {
            assertThat(batch(changes, key("twice")))
                    .extracting(outcome -> ((ChangeOutcome.Written) outcome).version())
                    .containsExactly(1L, 2L);
        }
    }

    /// Whoever has a receipt has the whole transaction.
    @Test
    void keepsPatientsApart() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ResourceId patient = hospitals.newPatient();
            changes.add(new Change.Create(patient, content(patient, "apart-" + i), Optional.empty()));
        }
        long before = height();
        assertThat(batch(changes, Optional.empty())).allSatisfy(BatchTest::isFirstVersion);
        assertThat(height() - before).isEqualTo(3);
    }

    /// What was refused may be possible now; what was written is not written again.
    @Test
    void thatIsRepeatedWritesOnlyWhatIsMissing() {
        List<Change> changes = places("again", 8);
        changes.set(5, update("again-5", 1));
        List<ChangeOutcome> first = batch(changes, key("again"));
        isRefused(first.get(5), ErrorCode.VERSION_CONFLICT);
        assertThat(hospitals.write(NORTH_DOCTOR, update("again-5", 0))).isInstanceOf(WriteOutcome.Accepted.class);

        List<ChangeOutcome> second = batch(changes, key("again"));
        assertThat(((ChangeOutcome.Written) second.get(5)).version()).isEqualTo(2);
        for (int i = 0; i < changes.size(); i++) {
            if (i != 5) {
                assertThat(second.get(i)).isEqualTo(first.get(i));
            }
        }
        long before = height();
        assertThat(batch(changes, key("again"))).isEqualTo(second);
        assertThat(height()).isEqualTo(before);
    }

    private static List<Change> places(String name, int count) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ResourceId id = new ResourceId("Location", name + "-" + i);
            changes.add(new Change.Create(id, content(id, name + "-" + i), Optional.empty()));
        }
        return changes;
    }

    private static Change update(String name, long expected) {
        ResourceId id = new ResourceId("Location", name);
        return new Change.Update(id, content(id, name), OptionalLong.of(expected), Optional.empty());
    }

    private static Optional<Idempotency> key(String name) {
        return Optional.of(new Idempotency(name, Digest.ZERO));
    }

    private List<ChangeOutcome> batch(List<Change> changes, Optional<Idempotency> key) {
        WriteOutcome outcome = hospitals.records().write(NORTH_DOCTOR, new WriteSet(false, key, changes));
        return ((WriteOutcome.Accepted) outcome).changes();
    }

    private long height() {
        return hospitals.node().network().height();
    }

    private static void isFirstVersion(ChangeOutcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ChangeOutcome.Written.class,
                        written -> assertThat(written.version()).isEqualTo(1));
    }

    private static void isRefused(ChangeOutcome outcome, ErrorCode code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
