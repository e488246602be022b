package health.salus.testkit.replica;

import static health.salus.testkit.replica.SmallConsortium.A;
import static health.salus.testkit.replica.SmallConsortium.B;
import static health.salus.testkit.replica.SmallConsortium.C;
import static health.salus.testkit.replica.SmallConsortium.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.ledger.block.Block;
import health.salus.ledger.replica.MemberChanges;
import health.salus.ledger.replica.ReceiptBundles;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.MerkleTree;
import health.salus.proof.receipt.Bundle;
import health.salus.proof.receipt.ChainLink;
import health.salus.proof.receipt.MemberChain;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A member has a bundle for each receipt that its latest final checkpoint covers.
class ReceiptBundlesTest {

    private static final int ROUNDS = 5;

    private final SmallMember member = new SmallMember(A).executes(1, ROUNDS);
    private final CheckpointNote note = finalNote();

    private CheckpointNote finalNote() {
        member.tally.received(new SmallMember(B).executes(1, ROUNDS).latest());
        member.tally.received(new SmallMember(C).executes(1, ROUNDS).latest());
        return member.tally.finalNote().orElseThrow();
    }

    @Test
    void coversWhatTheFinalCheckpointCovers() {
        ReceiptBundles bundles = new ReceiptBundles(NETWORK, member.store, MemberChanges.NONE);
        Checkpoint latest = note.checkpoint();
        assertThat(latest.size()).isEqualTo(member.store.logSize());
        for (long size = 1; size <= latest.size(); size++) {
            Bundle bundle =
                    Bundle.parse(bundles.bundle(size, note).orElseThrow().toUtf8());
            assertThat(bundle.note()).isEqualTo(note);
            assertThat(MerkleTree.verifyConsistency(
                            size,
                            latest.size(),
                            MerkleTree.root(size, member.store::logNode),
                            latest.root(),
                            bundle.consistency()))
                    .as("from %s", size)
                    .isTrue();
        }
        assertThat(bundles.bundle(0, note)).isEmpty();
        assertThat(bundles.bundle(latest.size() + 1, note)).isEmpty();
    }

    @Test
    void hasSignaturesOfBothKinds() {
        assertThat(note.isFinal(SmallConsortium.members(), CosignatureRequirement.BOTH))
                .isTrue();
    }

    @Test
    void bringsTheChangesOfMembersThatTheNodeKnows() {
        Block block = member.store.block(0).orElseThrow();
        MemberChain chain = MemberChain.of(List.of(new ChainLink(
                block.headerEntry(),
                MerkleTree.inclusion(block.logSize() - 1, block.logSize(), member.store::logNode),
                note,
                SmallConsortium.members())));
        ReceiptBundles bundles = new ReceiptBundles(NETWORK, member.store, () -> chain);
        assertThat(MemberChain.parse(bundles.members().toUtf8())).isEqualTo(chain);
        assertThat(Bundle.parse(bundles.bundle(1, note).orElseThrow().toUtf8()).chain())
                .isEqualTo(chain);
    }
}
