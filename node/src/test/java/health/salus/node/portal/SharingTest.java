package health.salus.node.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Provision;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.node.security.LedgerCaller;
import health.salus.portal.PatientRecord.Reading;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.RecordKind;
import health.salus.portal.Sharing;
import health.salus.portal.Sharing.Decision;
import health.salus.portal.Sharing.Permit;
import health.salus.portal.Sharing.PermitRequest;
import health.salus.portal.Sharing.State;
import health.salus.portal.Signing;
import health.salus.portal.Signing.Draft;
import health.salus.portal.Signing.Preparation;
import health.salus.portal.Signing.Submission;
import health.salus.proof.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Permissions that a patient signs with a passkey, and what they let others do.
class SharingTest extends PortTest {

    private final PurposeOfUse treat = PurposeOfUse.TREAT;

    @Test
    void aSignedPermissionOpensTheRecordAndItsWithdrawalClosesIt() {
        PortalNode.Person person = node.patient("Meyer", "Ada", 2);
        SoftPasskey phone = enrolled(person.caller());
        assertThat(code(read(node.south(treat), person))).isEqualTo(ErrorCode.CONSENT_DENIED);

        permit(person, phone);
        assertThat(read(node.south(treat), person))
                .isInstanceOfSatisfying(
                        Reading.Opened.class,
                        opened -> assertThat(opened.documents()).hasSize(3));
        List<Permit> permits = port(Sharing.class).permits(person.caller(), person.subject());
        assertThat(permits).singleElement().satisfies(permit -> {
            assertThat(permit.state()).isEqualTo(State.IN_FORCE);
            assertThat(permit.organisationName()).isEqualTo("South Hospital");
            assertThat(permit.terms()).isEqualTo(treatment(Decision.PERMIT));
            assertThat(permit.abridged()).isFalse();
            assertThat(permit.receipt()).isPresent();
        });
        assertThat(code(read(node.south(PurposeOfUse.HRESCH), person)))
                .as("another purpose than the permitted one")
                .isEqualTo(ErrorCode.CONSENT_DENIED);

        Draft withdrawal = ready(port(Sharing.class)
                .prepareWithdrawal(
                        person.caller(), person.subject(), permits.getFirst().id(), phone.passkey()));
        assertThat(submit(person.caller(), withdrawal, phone)).isInstanceOf(Submission.Accepted.class);
        assertThat(code(read(node.south(treat), person))).isEqualTo(ErrorCode.SESSION_REVOKED);
        assertThat(port(Sharing.class).permits(person.caller(), person.subject()))
                .singleElement()
                .satisfies(permit -> {
                    assertThat(permit.state()).isEqualTo(State.WITHDRAWN);
                    assertThat(permit.terms()).isEqualTo(treatment(Decision.PERMIT));
                });
    }

    @Test
    void aPermissionForSomeKindsShowsNoOthers() {
        PortalNode.Person person = node.patient("Meyer", "Bea", 2);
        SoftPasskey phone = enrolled(person.caller());
        PermitRequest all = treatment(Decision.PERMIT);
        PermitRequest some = new PermitRequest(
                all.decision(), all.organisation(), all.purpose(), Set.of(RecordKind.RESULTS), all.from(), all.until());
        Draft draft =
                ready(port(Sharing.class).preparePermit(person.caller(), person.subject(), some, phone.passkey()));
        assertThat(submit(person.caller(), draft, phone)).isInstanceOf(Submission.Accepted.class);

        assertThat(read(node.south(treat), person))
                .isInstanceOfSatisfying(
                        Reading.Opened.class,
                        opened -> assertThat(opened.counts()).containsOnlyKeys(RecordKind.RESULTS));
        assertThat(port(Sharing.class)
                        .permits(person.caller(), person.subject())
                        .getFirst()
                        .terms())
                .isEqualTo(some);
    }

    @Test
    void anotherKeyThanTheNamedOneSignsNothing() {
        PortalNode.Person person = node.patient("Meyer", "Cleo", 1);
        SoftPasskey phone = enrolled(person.caller());
        Draft draft = draft(person, phone);
        assertThat(code(submit(person.caller(), draft, new SoftPasskey("stolen"))))
                .isEqualTo(ErrorCode.BAD_SIGNATURE);
        assertThat(code(port(Signing.class)
                        .submit(person.caller(), draft, phone.sign(draft.challenge(), "https://other.example"))))
                .as("a page elsewhere asked")
                .isEqualTo(ErrorCode.BAD_SIGNATURE);
        Draft later = draft(person, phone);
        assertThat(code(port(Signing.class).submit(person.caller(), draft, phone.sign(later))))
                .as("the signature is for another draft")
                .isEqualTo(ErrorCode.BAD_SIGNATURE);
        assertThat(port(Sharing.class).permits(person.caller(), person.subject()))
                .isEmpty();
        assertThat(submit(person.caller(), draft, phone))
                .as("the draft itself was not used up")
                .isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void anUnregisteredPasskeyPreparesNothing() {
        PortalNode.Person person = node.patient("Meyer", "Dora", 1);
        assertThat(port(Sharing.class)
                        .preparePermit(
                                person.caller(),
                                person.subject(),
                                treatment(Decision.PERMIT),
                                new SoftPasskey("new").passkey()))
                .isInstanceOfSatisfying(
                        Preparation.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(ErrorCode.UNKNOWN_KEY));
    }

    @Test
    void aDraftIsForItsOwnerToSubmit() {
        PortalNode.Person person = node.patient("Meyer", "Ella", 1);
        PortalNode.Person other = node.patient("Meyer", "Finn", 1);
        SoftPasskey phone = enrolled(person.caller());
        assertThat(code(submit(other.caller(), draft(person, phone), phone))).isEqualTo(ErrorCode.NOT_AUTHORISED);
    }

    @Test
    void anExpiredDraftIsRefused() {
        PortalNode.Person person = node.patient("Meyer", "Gil", 1);
        SoftPasskey phone = enrolled(person.caller());
        Transaction fresh = Transaction.decode(draft(person, phone).payload());
        Instant past = Instant.now().minusSeconds(1);
        Transaction stale = new Transaction(
                fresh.version(),
                fresh.network(),
                fresh.attestation(),
                past.minus(Duration.ofMinutes(10)),
                past,
                fresh.salt(),
                fresh.atomic(),
                fresh.commands());
        Draft expired = new Draft(
                stale.encode(),
                health.salus.crypto.WebAuthnAssertion.challenge(Transaction.CHALLENGE_DOMAIN, stale.encode()),
                phone.passkey(),
                past);
        assertThat(code(submit(person.caller(), expired, phone))).isEqualTo(ErrorCode.EXPIRED);
        assertThat(port(Sharing.class).permits(person.caller(), person.subject()))
                .isEmpty();
    }

    /// If the answer is lost on the way, sending the same once more is harmless.
    @Test
    void aDraftIsCarriedOutOnce() {
        PortalNode.Person person = node.patient("Meyer", "Hal", 1);
        SoftPasskey phone = enrolled(person.caller());
        Draft draft = draft(person, phone);
        Submission first = submit(person.caller(), draft, phone);
        assertThat(submit(person.caller(), draft, phone)).isEqualTo(first);
        assertThat(port(Sharing.class).permits(person.caller(), person.subject()))
                .hasSize(1);
    }

    @Test
    void anotherPatientsPermissionsAreOutOfReach() {
        PortalNode.Person person = node.patient("Meyer", "Ivo", 1);
        PortalNode.Person other = node.patient("Meyer", "Jan", 1);
        SoftPasskey phone = enrolled(other.caller());
        assertThatThrownBy(() -> port(Sharing.class).permits(other.caller(), person.subject()))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOKEN_FOR_ANOTHER_PATIENT));
        assertThatThrownBy(() -> port(Sharing.class).permits(node.north(treat), person.subject()))
                .as("not for clinicians either")
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_AUTHORISED));
        assertThatThrownBy(() -> port(Sharing.class)
                        .preparePermit(other.caller(), person.subject(), treatment(Decision.PERMIT), phone.passkey()))
                .isInstanceOf(SalusException.class);
    }

    /// As another program may send it: the words say that they are not all.
    @Test
    void aDraftFromAnotherProgramIsMarkedAndPutInForceByASignature() {
        PortalNode.Person person = node.patient("Meyer", "Kim", 1);
        Provision rule = Provision.of(Provision.Effect.PERMIT).except(Provision.of(Provision.Effect.DENY));
        node.node()
                .network()
                .decide(
                        new LedgerCaller(person.caller()).author(),
                        List.of(ConsentCommand.FORMAT.encode(new ConsentCommand.GiveConsent(
                                new ConsentId("from-an-app"), person.subject(), 1, rule, new Evidence.Signed()))))
                .orThrow();
        assertThat(port(Sharing.class).permits(person.caller(), person.subject()))
                .singleElement()
                .satisfies(permit -> {
                    assertThat(permit.state()).isEqualTo(State.DRAFT);
                    assertThat(permit.version()).isEqualTo(1);
                    assertThat(permit.abridged()).isTrue();
                });
        SoftPasskey phone = enrolled(person.caller());
        assertThat(port(Sharing.class)
                        .prepareSignature(person.caller(), person.subject(), "from-an-app", 2, phone.passkey()))
                .as("other terms than those shown")
                .isInstanceOfSatisfying(
                        Preparation.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(ErrorCode.NOT_A_DRAFT));
        Draft draft = ready(port(Sharing.class)
                .prepareSignature(person.caller(), person.subject(), "from-an-app", 1, phone.passkey()));
        assertThat(submit(person.caller(), draft, phone)).isInstanceOf(Submission.Accepted.class);
        assertThat(port(Sharing.class).permits(person.caller(), person.subject()))
                .singleElement()
                .satisfies(permit -> assertThat(permit.state()).isEqualTo(State.IN_FORCE));
        assertThat(port(Sharing.class)
                        .prepareSignature(person.caller(), person.subject(), "from-an-app", 1, phone.passkey()))
                .as("signed already")
                .isInstanceOf(Preparation.Refused.class);
    }

    private Draft draft(PortalNode.Person person, SoftPasskey passkey) {
        return ready(port(Sharing.class)
                .preparePermit(person.caller(), person.subject(), treatment(Decision.PERMIT), passkey.passkey()));
    }
}
