package health.salus.platform.audit;

import static health.salus.platform.stage.Ward.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.access.Sessions;
import health.salus.contracts.records.ResourceKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SessionId;
import health.salus.platform.audit.DisclosureJournal.Entry;
import health.salus.platform.stage.MemoryJournal;
import health.salus.platform.stage.UnsteadyNetwork;
import health.salus.platform.stage.UnsteadyNetwork.Next;
import health.salus.platform.stage.Ward;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What was shown comes to the ledger once, whatever happens on the way.
class DisclosureReporterTest {

    /// Longer than a transaction is valid.
    private static final Duration PAST_ITS_WINDOW = Duration.ofHours(1);

    private final Ward ward = new Ward();
    private final UnsteadyNetwork network = new UnsteadyNetwork(ward.network);
    private final MemoryJournal journal = new MemoryJournal();
    private DisclosureReporter reporter = new DisclosureReporter(journal, network, ward.network::now);

    @BeforeEach
    void openSession() {
        ward.write(SUBJECT, "s1");
        ward.open(ward.doctor, SUBJECT, "session");
    }

    @Test
    void aBatchThatWasDecidedLateIsReportedOnce() {
        show("session");
        network.next(Next.ANSWER_LATE);
        assertRefusedWith(ErrorCode.NOT_FINAL_YET);
        show("session");
        reportAll();
        assertThat(disclosures()).isEqualTo(2);
        assertThat(network.submitted().get(1)).isEqualTo(network.submitted().getFirst());
    }

    @Test
    void aBatchThatWasNotOrderedInTimeIsSentAgainUnderItsSignature() {
        show("session");
        network.next(Next.LOSE);
        assertRefusedWith(ErrorCode.NOT_FINAL_YET);
        reportAll();
        assertThat(network.submitted()).hasSize(2);
        assertThat(network.submitted().get(1)).isEqualTo(network.submitted().getFirst());
        assertThat(disclosures()).isEqualTo(1);
    }

    @Test
    void aBatchThatWasDecidedJustBeforeTheNodeDiedIsReportedOnce() {
        show("session");
        network.next(Next.ANSWER_LATE);
        assertRefusedWith(ErrorCode.NOT_FINAL_YET);
        reporter = new DisclosureReporter(journal, network, ward.network::now);
        ward.network.pass(PAST_ITS_WINDOW);
        reportAll();
        assertThat(disclosures()).isEqualTo(1);
    }

    @Test
    void aBatchThatExpiredUndecidedIsSignedAnew() {
        show("session");
        network.next(Next.LOSE);
        assertRefusedWith(ErrorCode.NOT_FINAL_YET);
        ward.network.pass(PAST_ITS_WINDOW);
        assertRefusedWith(ErrorCode.EXPIRED);
        assertThat(journal.unreported(10)).hasSize(1);
        reportAll();
        assertThat(disclosures()).isEqualTo(1);
    }

    @Test
    void aBatchSignedByAClockThatWasAheadIsKept() {
        ward.network.pass(PAST_ITS_WINDOW);
        show("session");
        network.next(Next.LOSE);
        assertRefusedWith(ErrorCode.NOT_FINAL_YET);
        ward.network.pass(PAST_ITS_WINDOW.negated());
        assertRefusedWith(ErrorCode.NOT_YET_VALID);
        assertThat(journal.unreported(10)).hasSize(1);
        reportAll();
        assertThat(disclosures()).isEqualTo(1);
    }

    @Test
    void aRefusedLineIsSetAsideAndKeepsNoOtherBack() {
        ward.open(ward.patient, SUBJECT, "patient");
        for (int i = 0; i < 20; i++) {
            show("session");
            show("never-opened");
            journal.append(
                    new Entry.Shown(
                            new SessionId("patient"),
                            ward.patient,
                            List.of(ResourceKey.of("Condition", "s1")),
                            ward.network.now()),
                    false);
        }
        reportAll();
        assertThat(journal.unreported(10)).isEmpty();
        assertThat(disclosures()).isEqualTo(2);
        assertThat(journal.aside())
                .hasSize(20)
                .allSatisfy(entry -> assertThat(entry)
                        .isInstanceOfSatisfying(
                                Entry.Shown.class,
                                shown -> assertThat(shown.session()).isEqualTo(new SessionId("never-opened"))));
    }

    private void show(String session) {
        journal.append(
                new Entry.Shown(
                        new SessionId(session),
                        ward.doctor,
                        List.of(ResourceKey.of("Condition", "s1")),
                        ward.network.now()),
                false);
    }

    private void assertRefusedWith(ErrorCode code) {
        assertThatThrownBy(reporter::report)
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private void reportAll() {
        boolean more = true;
        while (more) {
            more = reporter.report();
        }
    }

    private long disclosures() {
        return Sessions.of(ward.network.state()).disclosureCount(SUBJECT);
    }
}
