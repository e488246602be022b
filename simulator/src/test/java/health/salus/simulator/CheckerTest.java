package health.salus.simulator;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import health.salus.contracts.identity.Cards;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.ledger.block.MemberSetState;
import health.salus.ledger.execution.Discard;
import health.salus.ledger.execution.ExecutedBlock;
import health.salus.ledger.replica.Divergence;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.ledger.state.StateOverlay;
import health.salus.node.replica.RosterEpoch;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.LogEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.membership.PublicCard;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Each promise, broken on purpose: a checker that never complains proves nothing.
class CheckerTest {

    private static final Instant NOW = Consortium.GENESIS;
    private static final Consortium FOUR = Consortium.of(List.of(1L, 1L, 1L, 1L), 1);
    private static final MemberId ONE = FOUR.founders().get(0);
    private static final MemberId TWO = FOUR.founders().get(1);
    private static final Digest ROOT = Digest.sha256(Octets.utf8("root"));
    private static final Digest OTHER_ROOT = Digest.sha256(Octets.utf8("other root"));

    private final Checker checker =
            new Checker(new Plan(1, 1, FOUR, List.of(), new Plan.Odds(true, 1, 1, true, false, 1)));

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
        Checker.Proof proof = new Checker.Proof(Octets.EMPTY, Octets.utf8("receipt"), 7);
        breaks("does not verify", () -> checker.acknowledged(ROOT, block, proof));
    }

    @Test
    void anEpochThatBeginsBeforeTheLastIsFinal() {
        breaks("before the last is final", () -> checker.entered(ONE, epoch(FOUR.cards()), note(ROOT, 2)));
    }

    @Test
    void anEpochInTheMiddleOfAnother() {
        RosterEpoch early = new RosterEpoch(1, 1, NOW, 6, FOUR.cards());
        breaks("in the middle", () -> checker.entered(ONE, early, note(ROOT, 3)));
    }

    @Test
    void oneEpochOfDifferentMembers() {
        checker.entered(ONE, epoch(FOUR.cards()), note(ROOT, 3));
        breaks(
                "is in another epoch",
                () -> checker.entered(TWO, epoch(FOUR.cards().subList(0, 3)), note(ROOT, 3)));
    }

    @Test
    void signaturesOfWhoWasRemoved() {
        MemberSet three = Cards.memberSet(FOUR.cards().subList(1, 4));
        checker.executed(ONE, followedBy(three));
        breaks("takes for final", () -> checker.becameFinal(ONE, note(ROOT, 3)));
    }

    private static RosterEpoch epoch(List<PublicCard> cards) {
        return new RosterEpoch(1, 1, NOW, 7, cards);
    }

    /// A block whose header names these members.
    private static WrittenBlock followedBy(MemberSet members) {
        Octets header =
                new LogEntry.HeaderEntry(LogEntry.VERSION, Consortium.NETWORK, 1, ROOT, members.digest(), NOW).encode();
        StateOverlay state = new StateOverlay(_ -> Optional.empty());
        state.put(MemberSetState.KEY, members.encode());
        ExecutedBlock executed = new ExecutedBlock(1, NOW, List.of(), List.of(), state.changes());
        return new WrittenBlock(new Block(Block.VERSION, 1, NOW, 1, List.of(), header), executed);
    }

    private static void breaks(String promise, Runnable action) {
        assertThatExceptionOfType(BrokenPromise.class).isThrownBy(action::run).withMessageContaining(promise);
    }

    private static SignedCheckpoint signed(MemberId member, Digest root) {
        Checkpoint checkpoint = Checkpoint.of(Consortium.NETWORK, 7, root);
        return SignedCheckpoint.sign(checkpoint, member, Consortium.checkpointKeys(member), NOW);
    }

    private static CheckpointNote note(Digest root, int signers) {
        List<Cosignature> cosignatures = FOUR.founders().subList(0, signers).stream()
                .map(member -> signed(member, root).ed25519())
                .toList();
        return new CheckpointNote(signed(ONE, root).checkpoint(), cosignatures);
    }

    private static WrittenBlock written(String header, List<Discard> discards) {
        ExecutedBlock executed =
                new ExecutedBlock(1, NOW, List.of(), discards, new StateOverlay(_ -> Optional.empty()).changes());
        return new WrittenBlock(new Block(Block.VERSION, 1, NOW, 1, List.of(), Octets.utf8(header)), executed);
    }
}
