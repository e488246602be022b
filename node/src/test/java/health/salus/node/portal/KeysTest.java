package health.salus.node.portal;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.portal.Caller;
import health.salus.portal.PaperConsents;
import health.salus.portal.PaperConsents.Consent;
import health.salus.portal.PaperConsents.Paper;
import health.salus.portal.Passkey;
import health.salus.portal.PatientRecord.Reading;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Sharing;
import health.salus.portal.Sharing.Attested;
import health.salus.portal.Sharing.Decision;
import health.salus.portal.Signing.Draft;
import health.salus.portal.Signing.Preparation;
import health.salus.portal.Signing.Submission;
import health.salus.portal.SigningKeys;
import health.salus.portal.SigningKeys.Enrolment;
import health.salus.portal.SigningKeys.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Passkeys on the ledger, and papers that staff sign for.
class KeysTest extends PortTest {

    @Test
    void theFirstPasskeyIsRegisteredAndFurtherOnesAreSignedFor() {
        Caller caller = node.patient("Weiss", "Ada", 0).caller();
        SoftPasskey phone = enrolled(caller);
        SoftPasskey tablet = new SoftPasskey("tablet");
        SigningKeys keys = port(SigningKeys.class);
        assertThat(keys.enrol(caller, tablet.passkey())).isInstanceOf(Enrolment.MustBeSigned.class);
        assertThat(standing(caller, tablet)).isEqualTo(Standing.UNREGISTERED);
        assertThat(keys.prepareEnrolment(caller, tablet.passkey(), tablet.passkey()))
                .as("a passkey does not vouch for itself")
                .isInstanceOf(Preparation.Refused.class);

        Draft draft = ready(keys.prepareEnrolment(caller, tablet.passkey(), phone.passkey()));
        assertThat(submit(caller, draft, phone)).isInstanceOf(Submission.Accepted.class);
        assertThat(standing(caller, tablet)).isEqualTo(Standing.IN_FORCE);
    }

    @Test
    void aRevokedPasskeySignsNoMoreAndANewOneWaits() {
        PortalNode.Person person = node.patient("Weiss", "Ben", 0);
        Caller caller = person.caller();
        SoftPasskey lost = enrolled(caller);
        Draft before = ready(port(Sharing.class)
                .preparePermit(caller, person.subject(), treatment(Decision.PERMIT), lost.passkey()));
        Draft revocation = ready(port(SigningKeys.class).prepareRevocation(caller, lost.passkey(), lost.passkey()));
        assertThat(submit(caller, revocation, lost)).isInstanceOf(Submission.Accepted.class);

        assertThat(standing(caller, lost)).isEqualTo(Standing.REVOKED);
        assertThat(code(submit(caller, before, lost))).isEqualTo(ErrorCode.REVOKED_KEY);
        assertThat(port(Sharing.class)
                        .preparePermit(caller, person.subject(), treatment(Decision.PERMIT), lost.passkey()))
                .isInstanceOf(Preparation.Refused.class);

        SoftPasskey fresh = new SoftPasskey("fresh");
        assertThat(port(SigningKeys.class).enrol(caller, fresh.passkey()))
                .isInstanceOfSatisfying(
                        Enrolment.InForceFrom.class,
                        later -> assertThat(later.from()).isAfter(Instant.now().plus(Duration.ofDays(2))));
        assertThat(standing(caller, fresh)).isEqualTo(Standing.PENDING);
        node.ahead(Duration.ofDays(4));
        assertThat(standing(caller, fresh)).isEqualTo(Standing.IN_FORCE);
    }

    @Test
    void anotherPersonsPasskeyIsNobodysHere() {
        Caller caller = node.patient("Weiss", "Cem", 0).caller();
        SoftPasskey phone = enrolled(caller);
        Caller other = node.patient("Weiss", "Dan", 0).caller();
        assertThat(standing(other, phone)).isEqualTo(Standing.UNREGISTERED);
    }

    @Test
    void aPasskeyOfAnotherKindIsRefused() {
        Caller caller = node.patient("Weiss", "Eva", 0).caller();
        Passkey strange = new Passkey("strange", Octets.of((byte) 1), "strange", Instant.now(), Optional.empty());
        SigningKeys keys = port(SigningKeys.class);
        assertThat(keys.standings(caller, List.of(strange))).containsEntry("strange", Standing.UNREGISTERED);
        assertThat(keys.enrol(caller, strange)).isInstanceOf(Enrolment.Refused.class);
    }

    @Test
    void staffSignForAPaperAndItIsMarked() {
        PortalNode.Person person = node.patient("Weiss", "Fay", 1);
        SoftPasskey card = enrolled(node.clerk());
        Consent consent = new Consent(
                person.subject(), treatment(Decision.PERMIT), new Paper("F-2026-0192", LocalDate.parse("2026-01-05")));
        Draft draft = ready(port(PaperConsents.class).prepare(node.clerk(), consent, card.passkey()));
        assertThat(submit(node.clerk(), draft, card)).isInstanceOf(Submission.Accepted.class);

        assertThat(read(node.south(PurposeOfUse.TREAT), person)).isInstanceOf(Reading.Opened.class);
        assertThat(port(Sharing.class).permits(person.caller(), person.subject()))
                .singleElement()
                .satisfies(permit -> assertThat(permit.attested()).isEqualTo(Attested.ON_PAPER));

        SoftPasskey southern = enrolled(node.south(PurposeOfUse.TREAT));
        Draft foreign =
                ready(port(PaperConsents.class).prepare(node.south(PurposeOfUse.TREAT), consent, southern.passkey()));
        assertThat(code(submit(node.south(PurposeOfUse.TREAT), foreign, southern)))
                .as("an organisation that does not care for the patient")
                .isEqualTo(ErrorCode.NO_CARE_RELATION);
    }

    private Standing standing(Caller caller, SoftPasskey passkey) {
        return Optional.ofNullable(port(SigningKeys.class)
                        .standings(caller, List.of(passkey.passkey()))
                        .get(passkey.passkey().id()))
                .orElseThrow();
    }
}
