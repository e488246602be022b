package health.salus.simulator;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.ledger.execution.Discard;
import health.salus.ledger.execution.ExecutedBlock;
import health.salus.ledger.replica.Divergence;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.ledger.state.StateOverlay;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Each promise, broken on purpose: a checker that never complains proves nothing.
class CheckerTest {

    private static final Instant NOW = Consortium.GENESIS;
    private static final MemberId ONE = Consortium.MEMBERS.get(0);
    private static final MemberId TWO = Consortium.MEMBERS.get(1);
    private static final Digest ROOT = Digest.sha256(Octets.utf8("root"));
    private static final Digest OTHER_ROOT = Digest.sha256(Octets.utf8("other root"));

    private final Checker checker = new Checker(new Plan(1, 1, true, Optional.empty(), 1, 1));

    @Test
    void twoFinalCheckpointsOfOneSize() {
        checker.becameFinal(ONE, note(ROOT, 3));
        breaks("two checkpoints", () -> checker.becameFinal(TWO, note(OTHER_ROOT, 3)));
    }

    @Test
    void aCheckpointThatIsNotFinal() {
        breaks("takes for final", () -> checker.becameFinal(ONE, note(ROOT, 2)));
    }

    @Test
    void twoRootsSignedForOneSize() {
        checker.signed(signed(ONE, ROOT));
        breaks("signed two roots", () -> checker.signed(signed(ONE, OTHER_ROOT)));
    }

    @Test
    void anotherBlockAtOneHeight() {
        checker.executed(ONE, written("a", List.of()));
        breaks("has another block", () -> checker.executed(TWO, written("b", List.of())));
    }

    @Test
    void aDiscardWithAnotherCode() {
        Octets envelope = Octets.utf8("expired");
        checker.neverAdmitted(new BadTransactions.Bad(envelope, ErrorCode.EXPIRED));
        Discard discard = new Discard(Digest.sha256(envelope), ONE, ErrorCode.BAD_SIGNATURE);
        breaks("discarded with", () -> checker.executed(ONE, written("a", List.of(discard))));
    }

    @Test
    void anHonestMemberAccused() {
        Divergence evidence = new Divergence(TWO, signed(ONE, ROOT).checkpoint(), signed(TWO, OTHER_ROOT));
        breaks("accuses the honest", () -> checker.accused(ONE, evidence));
    }

    @Test
    void aReceiptThatDoesNotVerify() {
        Block block = written("a", List.of()).block();
        breaks("does not verify", () -> checker.acknowledged(ROOT, block, Octets.EMPTY, Octets.utf8("receipt")));
    }

    private static void breaks(String promise, Runnable action) {
        assertThatExceptionOfType(BrokenPromise.class).isThrownBy(action::run).withMessageContaining(promise);
    }

    private static SignedCheckpoint signed(MemberId member, Digest root) {
        Checkpoint checkpoint = Checkpoint.of(Consortium.NETWORK, 7, root);
        return new SignedCheckpoint(
                member, checkpoint, Cosignature.sign(checkpoint, member, Consortium.checkpointKey(member), NOW));
    }

    private static CheckpointNote note(Digest root, int signers) {
        List<Cosignature> cosignatures = Consortium.MEMBERS.subList(0, signers).stream()
                .map(member -> signed(member, root).cosignature())
                .toList();
        return new CheckpointNote(signed(ONE, root).checkpoint(), cosignatures);
    }

    private static WrittenBlock written(String header, List<Discard> discards) {
        ExecutedBlock executed =
                new ExecutedBlock(1, NOW, List.of(), discards, new StateOverlay(_ -> Optional.empty()).changes());
        return new WrittenBlock(new Block(Block.VERSION, 1, NOW, 1, List.of(), Octets.utf8(header)), executed);
    }
}
