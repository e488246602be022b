package health.salus.platform.consent;

import static health.salus.platform.stage.Ward.OTHER_SUBJECT;
import static health.salus.platform.stage.Ward.SOUTH;
import static health.salus.platform.stage.Ward.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Recipients;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.platform.consent.AccessSessions.Attempt;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Author;
import health.salus.platform.stage.MemoryJournal;
import health.salus.platform.stage.OneMemberNetwork;
import health.salus.platform.stage.UnsteadyNetwork;
import health.salus.platform.stage.Ward;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever asks again and again for what was refused.
class AccessSessionsTest {

    private static final int ATTEMPTS = 100;

    private final Ward ward = new Ward();
    private final UnsteadyNetwork network = new UnsteadyNetwork(ward.network);
    private final MemoryJournal journal = new MemoryJournal();
    private final AccessSessions sessions =
            new AccessSessions(network, journal, new Random(1)::nextBytes, ward.network::now);
    private final Requester south = new Requester(OneMemberNetwork.author(ward.southDoctor), SOUTH, PurposeOfUse.TREAT);

    @BeforeEach
    void write() {
        ward.write(SUBJECT, "s1");
    }

    @Test
    void costsTheNetworkLittleAndLeavesATraceEachTime() {
        long before = ward.network.height();
        attemptMany();
        assertThat(ward.network.height() - before).isLessThan(5);
        assertThat(journal.unreported(2 * ATTEMPTS)).hasSize(ATTEMPTS);
        assertThat(journal.forced()).isLessThan(5);
    }

    @Test
    void isAnsweredByTheLedgerAgainAfterAWhile() {
        attemptMany();
        long before = ward.network.height();
        ward.network.pass(Duration.ofMinutes(1));
        attempt();
        assertThat(ward.network.height() - before).isEqualTo(1);
    }

    /// What is kept for ever in the patient's list must not be anybody's to fill: it would bury what came before.
    @Test
    void isTurnedAwayWithoutATraceWhenItGoesOnAndOn() {
        attemptMany();
        for (int i = 0; i < ATTEMPTS; i++) {
            turnedAway(south, ErrorCode.TOO_MANY_REQUESTS);
        }
        assertThat(journal.unreported(3 * ATTEMPTS)).hasSize(ATTEMPTS);
        ward.network.pass(Duration.ofMinutes(1));
        assertThat(attempt()).isInstanceOf(Attempt.Refused.class);
        assertThat(journal.unreported(3 * ATTEMPTS)).hasSize(ATTEMPTS + 1);
    }

    /// A token for one patient names any other, and the next token counts with it.
    @Test
    void whoMayNotAskAtAllIsTurnedAwayLikewise() {
        ward.enrol(OTHER_SUBJECT);
        for (int i = 0; i < ATTEMPTS; i++) {
            turnedAway(south.confinedTo(Optional.of(OTHER_SUBJECT)), ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
        }
        Author again = new Author(ward.southDoctor, "https://elsewhere.example", Digest.ZERO);
        Requester another = new Requester(again, SOUTH, PurposeOfUse.TREAT).confinedTo(Optional.of(OTHER_SUBJECT));
        turnedAway(another, ErrorCode.TOO_MANY_REQUESTS);
        assertThat(journal.unreported(2 * ATTEMPTS)).hasSize(ATTEMPTS);
        ward.network.pass(Duration.ofMinutes(1));
        turnedAway(another, ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
        assertThat(journal.unreported(2 * ATTEMPTS)).hasSize(ATTEMPTS + 1);
    }

    /// Each costs every member an ordered transaction.
    @Test
    void isTurnedAwayLikewiseWhateverTheReason() {
        for (int i = 0; i < ATTEMPTS; i++) {
            Attempt attempt = sessions.attempt(south.inEmergency(Optional.of("reason-" + i)), SUBJECT, 0);
            assertThat(attempt)
                    .isInstanceOfSatisfying(
                            Attempt.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.EMERGENCY_NOT_PERMITTED));
        }
        long before = ward.network.height();
        turnedAway(south.inEmergency(Optional.of("again")), ErrorCode.TOO_MANY_REQUESTS);
        assertThat(ward.network.height()).isEqualTo(before);
        ward.network.pass(Duration.ofMinutes(1));
        assertThat(attempt()).isInstanceOf(Attempt.Refused.class);
    }

    /// A patient may be dying. Neither a client's loop of ordinary requests nor one that mistakes the purpose may stand
    /// before the glass.
    @Test
    void canBreakTheGlassNonetheless() {
        attemptMany();
        turnedAway(south, ErrorCode.TOO_MANY_REQUESTS);
        for (int i = 0; i < ATTEMPTS; i++) {
            sessions.attempt(south.inEmergency(Optional.of("BTG")), SUBJECT, 0);
        }
        turnedAway(south.inEmergency(Optional.of("BTG")), ErrorCode.TOO_MANY_REQUESTS);
        assertThat(sessions.attempt(emergency("BTG"), SUBJECT, 0)).isInstanceOf(Attempt.Opened.class);
    }

    /// What opens is not counted: each token may have its session.
    @Test
    void doesNotCountWhatIsOpened() {
        for (int i = 0; i <= ATTEMPTS; i++) {
            assertThat(sessions.attempt(emergency("reason-" + i), SUBJECT, 0)).isInstanceOf(Attempt.Opened.class);
        }
    }

    /// The denial may have been lifted on another member a moment ago.
    @Test
    void isAnsweredByTheLedgerEachTimeInAnEmergency() {
        give(Provision.of(Provision.Effect.DENY).purposes(PurposeOfUse.ETREAT));
        long before = ward.network.height();
        for (int i = 0; i < ATTEMPTS; i++) {
            assertThat(sessions.attempt(emergency("BTG"), SUBJECT, 0)).isInstanceOf(Attempt.Refused.class);
        }
        assertThat(ward.network.height() - before).isEqualTo(ATTEMPTS);
        turnedAway(emergency("BTG"), ErrorCode.TOO_MANY_REQUESTS);
        assertThat(ward.network.height() - before).isEqualTo(ATTEMPTS);
    }

    /// The hundredth asks with another token while the ledger decides about the one before.
    @Test
    void isTurnedAwayAlsoWhileTheLedgerDecides() {
        for (int i = 1; i < ATTEMPTS; i++) {
            sessions.attempt(south.inEmergency(Optional.of("reason-" + i)), SUBJECT, 0);
        }
        long before = ward.network.height();
        network.beforeNext(() -> turnedAway(south.inEmergency(Optional.of("meanwhile")), ErrorCode.TOO_MANY_REQUESTS));
        assertThat(sessions.attempt(south.inEmergency(Optional.of("last")), SUBJECT, 0))
                .isInstanceOf(Attempt.Refused.class);
        assertThat(ward.network.height() - before).isEqualTo(1);
    }

    /// Whoever has one token can have the next.
    @Test
    void isRememberedForTheNextTokenToo() {
        attemptMany();
        ward.network.pass(Duration.ofMinutes(1));
        long before = ward.network.height();
        for (int i = 0; i < ATTEMPTS; i++) {
            Author author =
                    new Author(ward.southDoctor, "https://elsewhere.example", Digest.sha256(Octets.utf8("" + i)));
            sessions.attempt(new Requester(author, SOUTH, PurposeOfUse.TREAT), SUBJECT, 0);
        }
        assertThat(ward.network.height() - before).isLessThan(5);
    }

    @Test
    void readsAtOnceWhatIsPermitted() {
        attemptMany();
        give(Provision.of(Provision.Effect.PERMIT).to(Recipients.organisation(SOUTH)));
        assertThat(attempt()).isInstanceOf(Attempt.Opened.class);
    }

    private void give(Provision provision) {
        ward.network.signed(
                ward.patient,
                ConsentCommand.FORMAT.encode(new ConsentCommand.GiveConsent(
                        new ConsentId("c1"), SUBJECT, 1, provision, new Evidence.Signed())));
    }

    private Requester emergency(String reason) {
        return new Requester(south.author(), SOUTH, PurposeOfUse.ETREAT).inEmergency(Optional.of(reason));
    }

    private void turnedAway(Requester requester, ErrorCode code) {
        assertThatThrownBy(() -> sessions.attempt(requester, SUBJECT, 0))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private void attemptMany() {
        for (int i = 0; i < ATTEMPTS; i++) {
            assertThat(attempt())
                    .isInstanceOfSatisfying(
                            Attempt.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONSENT_DENIED));
        }
    }

    private Attempt attempt() {
        return sessions.attempt(south, SUBJECT, 0);
    }
}
