package health.salus.platform.consent;

import static health.salus.platform.stage.Ward.OTHER_SUBJECT;
import static health.salus.platform.stage.Ward.SOUTH;
import static health.salus.platform.stage.Ward.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Period;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.Recipients;
import health.salus.kernel.Digest;
import health.salus.platform.stage.OneMemberNetwork;
import health.salus.platform.stage.Ward;
import health.salus.proof.transaction.Command;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What a patient ever permitted, as the portal and the FHIR interface read it.
class ConsentHistoryTest {

    private static final Duration MONTH = Duration.ofDays(30);

    private final Ward ward = new Ward();
    private final ConsentHistory history = new ConsentHistory(ward.network);

    @Test
    void listsWhatWasSignedDraftedAndAttested() {
        Digest signed = ward.network
                .signed(ward.patient, give("signed", new Evidence.Signed()))
                .transactionId();
        ward.network.asserted(ward.patient, give("draft", new Evidence.Signed()));
        ward.network.signed(ward.doctor, give("paper", new Evidence.Paper(Digest.ZERO)));

        assertThat(history.of(SUBJECT))
                .extracting(consent -> consent.id().value())
                .containsExactly("signed", "draft", "paper");
        GivenConsent first = history.of(SUBJECT).getFirst();
        assertThat(first.newest().version().transaction()).isEqualTo(signed);
        assertThat(first.newest().version().givenBy()).isEqualTo(ward.patient);
        assertThat(first.newest().version().givenAt()).isEqualTo(now());
        assertThat(first.draft()).isEmpty();
        GivenConsent draft = history.of(SUBJECT).get(1);
        assertThat(draft.draft()).isPresent();
        assertThat(draft.isInForce(now())).isFalse();
        GivenConsent paper = history.of(SUBJECT).getLast();
        assertThat(paper.newest().version().evidence()).isEqualTo(new Evidence.Paper(Digest.ZERO));
        assertThat(paper.newest().version().organisation()).isEqualTo(OneMemberNetwork.NORTH);
        assertThat(history.of(OTHER_SUBJECT)).isEmpty();
    }

    @Test
    void tellsWhenAConsentWasInForce() {
        ward.network.signed(ward.patient, give("c1", new Evidence.Signed()));
        Instant given = now();
        ward.network.pass(Duration.ofDays(1));
        ward.network.signed(
                ward.patient,
                ConsentCommand.FORMAT.encode(
                        new ConsentCommand.WithdrawConsent(new ConsentId("c1"), SUBJECT, new Evidence.Signed())));

        GivenConsent consent = history.find(SUBJECT, new ConsentId("c1")).orElseThrow();
        assertThat(consent.isInForce(given)).isTrue();
        assertThat(consent.isInForce(given.minusSeconds(1))).isFalse();
        assertThat(consent.isInForce(now())).isFalse();
        assertThat(consent.heldAt(given)).isPresent();
        assertThat(consent.newest().version().root()).isEqualTo(provision());
        assertThat(consent.newest().ending())
                .hasValueSatisfying(ending -> assertThat(ending.at()).isEqualTo(now()));
    }

    @Test
    void endsWithItsPeriod() {
        ward.network.signed(ward.patient, give("c1", new Evidence.Signed()));
        GivenConsent consent = history.find(SUBJECT, new ConsentId("c1")).orElseThrow();
        assertThat(consent.isInForce(OneMemberNetwork.DAWN.plus(MONTH))).isTrue();
        assertThat(consent.isInForce(OneMemberNetwork.DAWN.plus(MONTH).plusSeconds(1)))
                .isFalse();
    }

    private static Command give(String id, Evidence evidence) {
        return ConsentCommand.FORMAT.encode(
                new ConsentCommand.GiveConsent(new ConsentId(id), SUBJECT, 1, provision(), evidence));
    }

    private static Provision provision() {
        return Provision.of(Provision.Effect.PERMIT)
                .to(Recipients.organisation(SOUTH))
                .during(Period.until(OneMemberNetwork.DAWN.plus(MONTH)));
    }

    private Instant now() {
        return ward.network.now();
    }
}
