package health.salus.node.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import health.salus.consensus.ConsensusPhase;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.platform.network.Author;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.testkit.ledger.InMemoryLedgerStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerRuntimeTest {

    private static final Author NODE =
            new Author(GenesisState.serviceOf(SoloLedger.MEMBER), "https://north.example", Digest.ZERO);
    private static final PrincipalId DOCTOR = new PrincipalId("doctor.1");

    @TempDir
    Path directory;

    @Test
    void decidesAndProves() {
        try (SoloLedger ledger = new SoloLedger(directory)) {
            Network network = ledger.runtime.network();
            Decision decision = network.decide(NODE, List.of(registerDoctor(SoloLedger.HOSPITAL)))
                    .orThrow();
            assertThat(Directory.of(network.state()).principal(DOCTOR)).isPresent();
            Octets receipt = network.receipt(decision.transactionId()).orElseThrow();
            Verdict verdict = ReceiptVerifier.verify(
                    receipt.toUtf8(), TrustAnchor.of(ledger.genesis.network(), ledger.runtime.members()));
            assertThat(verdict).isInstanceOf(Verdict.Verified.class);
        }
    }

    @Test
    void aRefusalIsDecidedAndProvenToo() {
        try (SoloLedger ledger = new SoloLedger(directory)) {
            Network network = ledger.runtime.network();
            Decision decision = network.decide(NODE, List.of(registerDoctor(new OrganisationId("nowhere"))));
            assertThat(decision.outcome().commands().getFirst())
                    .isInstanceOfSatisfying(
                            CommandOutcome.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_ORGANISATION));
            assertThat(network.receipt(decision.transactionId())).isPresent();
        }
    }

    @Test
    void aRepetitionGetsTheFirstDecisionAlsoAfterARestart() {
        SignedTransaction transaction;
        Decision first;
        try (SoloLedger ledger = new SoloLedger(directory)) {
            transaction = ledger.runtime.network().assertFor(NODE, List.of(registerDoctor(SoloLedger.HOSPITAL)));
            first = ledger.runtime.network().decide(transaction);
            assertThat(ledger.runtime.network().decide(transaction)).isEqualTo(first);
        }
        try (SoloLedger ledger = new SoloLedger(directory)) {
            assertThat(ledger.runtime.network().decide(transaction)).isEqualTo(first);
            assertThat(ledger.runtime.network().height()).isEqualTo(first.height());
        }
    }

    @Test
    void whatTheLedgerHasNoRoomForIsDecidedWhenThereIs() {
        InMemoryLedgerStore store = new InMemoryLedgerStore();
        try (SoloLedger ledger = new SoloLedger(directory, store)) {
            Network network = ledger.runtime.network();
            SignedTransaction before = network.assertFor(NODE, List.of(registerDoctor(SoloLedger.HOSPITAL)));
            Decision decided = network.decide(before);
            SignedTransaction transaction = network.assertFor(NODE, List.of(register("doctor.2")));
            store.setFull(true);
            refuses(network, transaction, ErrorCode.NOT_FINAL_YET);
            assertThat(ledger.runtime.status().consensus().phase()).isEqualTo(ConsensusPhase.WAITING);
            refuses(network, network.assertFor(NODE, List.of(register("doctor.3"))), ErrorCode.STORAGE_FULL);
            assertThat(network.decide(before)).isEqualTo(decided);
            CompletableFuture<Long> written = new CompletableFuture<>();
            ledger.runtime.listen(block -> written.complete(block.block().height()));
            store.setFull(false);
            assertThat(written.join()).isEqualTo(network.decide(transaction).height());
            assertThat(Directory.of(network.state()).principal(new PrincipalId("doctor.2")))
                    .isPresent();
            assertThat(ledger.runtime.status().consensus().phase()).isEqualTo(ConsensusPhase.ACTIVE);
        }
    }

    private static void refuses(Network network, SignedTransaction transaction, ErrorCode code) {
        assertThatExceptionOfType(SalusException.class)
                .isThrownBy(() -> network.decide(transaction))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static Command registerDoctor(OrganisationId organisation) {
        return IdentityCommand.FORMAT.encode(
                new IdentityCommand.RegisterPrincipal(DOCTOR, PrincipalKind.PRACTITIONER, organisation, List.of()));
    }

    private static Command register(String name) {
        return IdentityCommand.FORMAT.encode(new IdentityCommand.RegisterPrincipal(
                new PrincipalId(name), PrincipalKind.PRACTITIONER, SoloLedger.HOSPITAL, List.of()));
    }
}
