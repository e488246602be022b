package health.salus.node.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.client.SalusClient;
import health.salus.client.state.ConsentState;
import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Whether a consent is in force, proven by a file that needs neither the ledger nor a replay of it.
@TestInstance(Lifecycle.PER_CLASS)
class ConsentProofOverHttpTest {

    private static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");
    private static final String ID = "proven";

    private OpenNode node;
    private PrincipalId patient;

    @BeforeAll
    void open(@TempDir Path directory) {
        node = OpenNode.start(directory);
        patient = node.register("ana", PrincipalKind.PATIENT, OpenNode.NORTH);
        node.decide(new IdentityCommand.EnrolSubject(SUBJECT, Digest.ZERO));
        node.decide(new IdentityCommand.BindPatient(SUBJECT, patient));
    }

    @AfterAll
    void close() {
        node.close();
    }

    @Test
    void aConsentIsProvenToBeInForceAndNotAnyMore() {
        Provision root = Provision.of(Provision.Effect.PERMIT).to(Recipients.organisation(OpenNode.SOUTH));
        try (SalusClient own = node.client(patient)) {
            Verdict.StateFact never = proven(own.consentProof(SUBJECT, ID, Optional.empty()));
            assertThat(ConsentState.of(never, SUBJECT, ID)).isEmpty();

            sign(new ConsentCommand.GiveConsent(new ConsentId(ID), SUBJECT, 1, root, new Evidence.Signed()));
            Verdict.StateFact given = proven(own.consentProof(SUBJECT, ID, Optional.empty()));
            ConsentState state = ConsentState.of(given, SUBJECT, ID).orElseThrow();
            assertThat(state.inForce().orElseThrow().givenBy()).isEqualTo(patient);
            assertThat(given.height()).isGreaterThan(never.height());
            assertThatThrownBy(() -> ConsentState.of(given, SUBJECT, "another"))
                    .hasMessageContaining("another value of the state");

            sign(new ConsentCommand.WithdrawConsent(new ConsentId(ID), SUBJECT, new Evidence.Signed()));
            ConsentState after = ConsentState.of(proven(own.consentProof(SUBJECT, ID, Optional.empty())), SUBJECT, ID)
                    .orElseThrow();
            assertThat(after.inForce()).isEmpty();
            assertThat(after.decides(after.withdrawnAt().orElseThrow())).isTrue();
            theVersionTellsItsWholeLife(own, after);
        }
    }

    private void theVersionTellsItsWholeLife(SalusClient own, ConsentState after) {
        Verdict.StateFact ended = proven(own.consentProof(SUBJECT, ID, Optional.of(1L)));
        ConsentState.History history = ConsentState.of(ended, SUBJECT, ID, 1).orElseThrow();
        Instant from = history.version().givenAt();
        assertThat(history.isInForce(from)).isTrue();
        assertThat(history.isInForce(from.minusNanos(1))).isFalse();
        assertThat(history.isInForce(after.withdrawnAt().orElseThrow())).isFalse();
        assertThat(after.decides(from))
                .as("what was before the withdrawal is for the proof of the version")
                .isFalse();
        Verdict.StateFact none = proven(own.consentProof(SUBJECT, ID, Optional.of(2L)));
        assertThat(ConsentState.of(none, SUBJECT, ID, 2)).isEmpty();
    }

    @Test
    void whoHasNoCareRelationGetsNoProof() {
        PrincipalId stranger = node.register("dr.brandt", PrincipalKind.PRACTITIONER, OpenNode.SOUTH);
        try (SalusClient south = node.client(stranger)) {
            assertThatThrownBy(() -> south.consentProof(SUBJECT, ID, Optional.empty()))
                    .isInstanceOfSatisfying(
                            SalusException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NO_CARE_RELATION));
        }
    }

    private void sign(ConsentCommand command) {
        node.sign(patient, command);
    }

    private Verdict.StateFact proven(String receipt) {
        TrustAnchor anchor = TrustAnchor.of(
                node.server().node().genesis().network(),
                node.server().node().ledger().members());
        Verdict verdict = ReceiptVerifier.verify(receipt, anchor);
        assertThat(verdict).isInstanceOf(Verdict.Verified.class);
        return (Verdict.StateFact) ((Verdict.Verified) verdict).fact();
    }
}
