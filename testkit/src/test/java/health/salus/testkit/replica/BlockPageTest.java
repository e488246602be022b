package health.salus.testkit.replica;

import static health.salus.testkit.replica.SmallConsortium.A;
import static health.salus.testkit.replica.SmallConsortium.B;
import static health.salus.testkit.replica.SmallConsortium.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.Block.Item;
import health.salus.ledger.replica.BlockPage;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MemberSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A member that was away believes nothing of what one peer gives it, and needs no more than two for what it adopts.
class BlockPageTest {

    private static final int ROUNDS = 5;
    private static final MemberSet MEMBERS = SmallConsortium.members();

    private final SmallMember giving = new SmallMember(B).executes(1, ROUNDS);
    private final SmallMember asking = new SmallMember(A);

    /// What a lying peer may change without touching the entries that the members signed, and with.
    static Stream<Arguments> tamperings() {
        return Stream.of(
                tampering(
                        "another envelope",
                        block -> withItem(block, item(block, 1).envelope(), item(block, 0))),
                tampering("another outcome", BlockPageTest::withoutOutcome),
                tampering("another time", block -> with(block, block.height(), block.items(), 1)),
                tampering("another height", block -> with(block, block.height() + 1, block.items(), 0)),
                tampering(
                        "one item less",
                        block -> with(block, block.height(), block.items().subList(0, 1), 0)),
                tampering(
                        "items swapped",
                        block -> with(block, block.height(), block.items().reversed(), 0)));
    }

    private static Arguments tampering(String name, UnaryOperator<Block> change) {
        return Arguments.of(Named.of(name, change));
    }

    @Test
    void whatTwoOfFourVouchForIsAdopted() {
        SmallMember other = new SmallMember(C).executes(1, ROUNDS);
        giving.tally.received(other.latest());
        BlockPage page = BlockPage.of(giving.store, giving.tally.vouchedNote().orElseThrow(), everything());
        page.check(asking.store, MEMBERS).forEach(asking.ledger::adopt);
        assertThat(asking.store.stateRoot()).isEqualTo(giving.store.stateRoot());
        assertThat(asking.latest().checkpoint()).isEqualTo(giving.latest().checkpoint());
    }

    @Test
    void oneMembersWordIsNotEnough() {
        refuses(page(List.of(B)));
    }

    @Test
    void aNoteWithAForgedSignatureIsNotEnough() {
        CheckpointNote note = note(List.of(B, C));
        CheckpointNote forged = new CheckpointNote(
                note.checkpoint(),
                List.of(
                        note.cosignatures().getFirst(),
                        SmallConsortium.signed(C, 1, note.checkpoint().root()).ed25519()));
        refuses(BlockPage.of(giving.store, forged, everything()));
    }

    @ParameterizedTest
    @MethodSource("tamperings")
    void aTamperedBlockIsRefusedBeforeItIsExecuted(UnaryOperator<Block> tampering) {
        BlockPage page = page(List.of(B, C));
        for (int i = 0; i < ROUNDS; i++) {
            List<Octets> blocks = new ArrayList<>(page.blocks());
            blocks.set(i, tampering.apply(Block.decode(blocks.get(i))).encode());
            refuses(new BlockPage(blocks, page.note(), page.consistency()));
        }
    }

    @Test
    void blocksOfAnotherHistoryAreRefused() {
        SmallMember elsewhere = new SmallMember(B).executes(2, ROUNDS);
        BlockPage wrong = BlockPage.of(elsewhere.store, note(List.of(B, C)), everything());
        refuses(wrong);
        refuses(new BlockPage(wrong.blocks(), wrong.note(), page(List.of(B, C)).consistency()));
    }

    @Test
    void aProofWithTooMuchOrTooLittleIsRefused() {
        BlockPage whole = page(List.of(B, C));
        BlockPage part = BlockPage.of(giving.store, note(List.of(B, C)), new BlockPage.Request(1, 2));
        assertThat(part.consistency()).isNotEmpty();
        refuses(new BlockPage(part.blocks(), part.note(), List.of()));
        refuses(new BlockPage(part.blocks(), part.note(), part.consistency().reversed()));
        refuses(new BlockPage(whole.blocks(), whole.note(), part.consistency()));
        refuses(new BlockPage(List.of(), whole.note(), List.of()));
    }

    @Test
    void aMemberThatWouldGetAnotherResultStoresNothing() {
        Block next = Block.decode(page(List.of(B, C)).blocks().getFirst());
        Block otherOutcome = withoutOutcome(next);
        assertThatExceptionOfType(SalusException.class).isThrownBy(() -> asking.ledger.adopt(otherOutcome));
        assertThat(asking.store.height()).isZero();
        asking.ledger.adopt(next);
        assertThat(asking.store.height()).isEqualTo(1);
    }

    private void refuses(BlockPage page) {
        assertThatExceptionOfType(SalusException.class).isThrownBy(() -> page.check(asking.store, MEMBERS));
    }

    private BlockPage page(List<MemberId> signers) {
        return BlockPage.of(giving.store, note(signers), everything());
    }

    private CheckpointNote note(List<MemberId> signers) {
        Checkpoint checkpoint = giving.latest().checkpoint();
        return new CheckpointNote(
                checkpoint,
                signers.stream()
                        .map(each -> SmallConsortium.signed(each, checkpoint.size(), checkpoint.root())
                                .ed25519())
                        .toList());
    }

    private static BlockPage.Request everything() {
        return new BlockPage.Request(1, ROUNDS);
    }

    private static Item item(Block block, int index) {
        return block.items().get(index);
    }

    private static Block withoutOutcome(Block block) {
        Item item = item(block, 0);
        return withItem(block, item.envelope(), new Item(item.envelope(), Octets.EMPTY, item.time(), item.entry()));
    }

    /// The first item with this envelope; its outcome, time and entry are taken from `rest`.
    private static Block withItem(Block block, Octets envelope, Item rest) {
        List<Item> items = new ArrayList<>(block.items());
        items.set(0, new Item(envelope, rest.outcome(), rest.time(), rest.entry()));
        return with(block, block.height(), items, 0);
    }

    private static Block with(Block block, long height, List<Item> items, long later) {
        return new Block(
                block.version(),
                height,
                block.time().plusSeconds(later),
                block.firstEntry(),
                items,
                block.headerEntry());
    }
}
