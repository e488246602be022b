package health.salus.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore.PreparedState;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.store.SnapshotIntake.Target;
import health.salus.proof.MerkleTree;
import health.salus.proof.tiles.HashTiles;
import health.salus.proof.tiles.LogFile.HashTile;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.testkit.ledger.SampleBlocks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A ledger made of what another has, in parts, none of which is believed.
class SnapshotIntakeTest {

    private static final NetworkId NETWORK = new NetworkId("sample");
    private static final long LAST = 400;
    private static final long FIRST = 380;

    @TempDir
    Path directory;

    private final SampleBlocks samples = new SampleBlocks(11);
    private final List<Block> blocks = new ArrayList<>();
    private RocksLedgerStore source;
    private LedgerSnapshot snapshot;
    private Target target;
    private SnapshotIntake intake;

    @BeforeEach
    void begin() {
        source = new RocksLedgerStore(directory.resolve("source"));
        for (long height = 0; height <= LAST; height++) {
            blocks.add(samples.commit(source, (int) (height % 3), 5));
        }
        snapshot = source.snapshot();
        target = new Target(
                NETWORK,
                LAST,
                source.logSize(),
                MerkleTree.root(source.logSize(), source::logNode),
                source.stateRoot());
        open();
    }

    private void open() {
        intake = SnapshotIntake.open(directory.resolve("incoming"), target);
    }

    @AfterEach
    void close() {
        intake.close();
        snapshot.close();
        source.close();
    }

    private void takeLog() {
        for (List<HashTile> wanted = intake.log().next();
                !wanted.isEmpty();
                wanted = intake.log().next()) {
            intake.log().accept(tiles(wanted));
        }
    }

    private List<Octets> tiles(List<HashTile> wanted) {
        return wanted.stream()
                .map(tile -> HashTiles.encode(tile, source::logNode))
                .toList();
    }

    private void takeState() {
        StateIntake state = intake.state();
        for (StateIntake.Wanted wanted = state.next(); !wanted.isEmpty(); wanted = state.next()) {
            state.accept(pages(wanted), values(wanted));
        }
    }

    private List<Octets> pages(StateIntake.Wanted wanted) {
        return wanted.pages().stream()
                .map(key -> snapshot.page(key).orElseThrow())
                .toList();
    }

    private List<Octets> values(StateIntake.Wanted wanted) {
        return wanted.values().stream()
                .map(key -> snapshot.value(new Digest(key)).orElseThrow())
                .toList();
    }

    private void takeBlocks() {
        intake.accept(blocks.subList((int) FIRST, (int) LAST + 1));
    }

    @Test
    void goesOnExactlyAsTheLedgerThatItWasTakenFrom() {
        // The source goes on meanwhile; the snapshot does not.
        samples.commit(source, 2, 50);
        takeLog();
        takeState();
        takeBlocks();
        intake.finish(FIRST);
        intake.close();
        try (RocksLedgerStore taken = new RocksLedgerStore(directory.resolve("incoming"))) {
            assertThat(StoreCheck.run(taken)).isEmpty();
            assertThat(taken.height()).isEqualTo(LAST);
            assertThat(taken.logSize()).isEqualTo(target.logSize());
            assertThat(taken.firstBlock()).isEqualTo(FIRST);
            assertThat(taken.firstIndexed()).isEqualTo(FIRST);
            assertThat(taken.find(transactionOf(FIRST + 2))).isEqualTo(source.find(transactionOf(FIRST + 2)));
            StateChanges changes = new SampleBlocks(5).changes(40);
            Digest expected = rootAfter(changes);
            PreparedState prepared = taken.prepare(changes);
            assertThat(prepared.root()).isEqualTo(expected);
            taken.commit(SampleBlocks.next(taken, samples.transactions(1), prepared.root()), prepared, true);
            assertThat(StoreCheck.run(taken)).isEmpty();
        }
    }

    /// What the same changes lead to on the whole ledger, executed again from its beginning.
    private Digest rootAfter(StateChanges changes) {
        SampleBlocks again = new SampleBlocks(11);
        try (RocksLedgerStore whole = new RocksLedgerStore(directory.resolve("again"))) {
            for (long height = 0; height <= LAST; height++) {
                again.commit(whole, (int) (height % 3), 5);
            }
            assertThat(whole.stateRoot()).isEqualTo(target.stateRoot());
            return whole.prepare(changes).root();
        }
    }

    private Digest transactionOf(long height) {
        return SignedTransaction.parse(
                        blocks.get((int) height).items().getFirst().envelope())
                .id();
    }

    @Test
    void learnsWhatIsOlderAfterwards() {
        takeLog();
        takeState();
        takeBlocks();
        intake.finish(FIRST);
        intake.close();
        try (RocksLedgerStore taken = new RocksLedgerStore(directory.resolve("incoming"))) {
            assertThat(taken.find(transactionOf(361))).isEmpty();
            assertThatThrownBy(() -> taken.heightOf(0))
                    .satisfies(thrown ->
                            assertThat(((SalusException) thrown).code()).isEqualTo(ErrorCode.ARCHIVE_UNREACHABLE));
            taken.learn(blocks.subList(360, 380), true);
            taken.learn(blocks.subList(0, 360), false);
            assertThat(taken.firstIndexed()).isZero();
            assertThat(taken.firstBlock()).isEqualTo(360);
            assertThat(taken.block(359)).isEmpty();
            for (Block block : blocks) {
                assertThat(taken.heightOf(block.firstEntry())).isEqualTo(block.height());
                block.items().forEach(item -> {
                    Digest id = SignedTransaction.parse(item.envelope()).id();
                    assertThat(taken.find(id)).isEqualTo(source.find(id));
                });
            }
            assertThat(StoreCheck.run(taken)).isEmpty();
        }
    }

    @Test
    void goesOnAfterABreakWithoutAskingAgain() {
        takeLog();
        StateIntake.Wanted first = intake.state().next();
        intake.state().accept(pages(first), values(first));
        intake.close();
        open();
        assertThat(intake.log().next()).isEmpty();
        StateIntake.Wanted second = intake.state().next();
        assertThat(second.pages()).doesNotContainAnyElementsOf(first.pages());
        intake.state().accept(pages(second), List.of());
        takeState();
        takeBlocks();
        intake.finish(FIRST);
    }

    @Test
    void beginsAnewForAnotherTarget() {
        takeLog();
        intake.close();
        Block next = samples.commit(source, 2, 50);
        snapshot.close();
        snapshot = source.snapshot();
        target = new Target(
                NETWORK,
                next.height(),
                source.logSize(),
                MerkleTree.root(source.logSize(), source::logNode),
                source.stateRoot());
        open();
        assertThat(intake.log().next()).isNotEmpty();
        takeLog();
        takeState();
        intake.accept(List.of(next));
        intake.finish(next.height());
    }

    @Test
    void refusesWhatTheMembersDidNotSign() {
        refusesTiles(tile -> flipped(tile));
        // The edge is taken, and then a full tile is wrong.
        intake.log().accept(tiles(intake.log().next()));
        refusesTiles(tile -> flipped(tile));
        takeLog();
        StateIntake state = intake.state();
        refusesState(
                state, pages -> pages.stream().map(SnapshotIntakeTest::flipped).toList(), UnaryOperator.identity());
        refusesState(state, List::reversed, UnaryOperator.identity());
        StateIntake.Wanted wanted = state.next();
        while (wanted.values().size() < 2) {
            state.accept(pages(wanted), List.of());
            wanted = state.next();
        }
        refusesState(state, UnaryOperator.identity(), List::reversed);
        takeState();
        Block sound = blocks.get((int) LAST);
        Block other = new Block(
                sound.version(), LAST - 1, sound.time(), sound.firstEntry(), sound.items(), sound.headerEntry());
        Block elsewhere = new Block(
                sound.version(), LAST, sound.time(), sound.firstEntry() - 1, sound.items(), sound.headerEntry());
        for (Block wrong : List.of(other, elsewhere)) {
            assertThatThrownBy(() -> intake.accept(List.of(wrong))).satisfies(SnapshotIntakeTest::isBadSignature);
        }
        assertThatThrownBy(() -> intake.finish(FIRST)).isInstanceOf(IllegalStateException.class);
        assertThat(LongStream.rangeClosed(FIRST, LAST).anyMatch(intake::hasBlock))
                .isFalse();
    }

    private void refusesTiles(UnaryOperator<Octets> lie) {
        List<HashTile> wanted = intake.log().next();
        List<Octets> given = new ArrayList<>(tiles(wanted));
        given.set(0, lie.apply(given.getFirst()));
        assertThatThrownBy(() -> intake.log().accept(given)).satisfies(SnapshotIntakeTest::isBadSignature);
        assertThat(intake.log().next()).isEqualTo(wanted);
    }

    private void refusesState(
            StateIntake state, UnaryOperator<List<Octets>> ofPages, UnaryOperator<List<Octets>> ofValues) {
        StateIntake.Wanted wanted = state.next();
        List<Octets> pages = ofPages.apply(pages(wanted));
        List<Octets> values = ofValues.apply(values(wanted));
        if (pages.equals(pages(wanted)) && values.equals(values(wanted))) {
            // One page reversed is the same: go on to where there are more.
            state.accept(pages, List.of());
            refusesState(state, ofPages, ofValues);
            return;
        }
        assertThatThrownBy(() -> state.accept(pages, values)).satisfies(SnapshotIntakeTest::isBadSignature);
        assertThat(state.next()).isEqualTo(wanted);
    }

    private static Octets flipped(Octets octets) {
        byte[] bytes = octets.toArray();
        bytes[bytes.length - 1] ^= 1;
        return Octets.wrap(bytes);
    }

    private static void isBadSignature(Throwable thrown) {
        assertThat(((SalusException) thrown).code()).isEqualTo(ErrorCode.BAD_SIGNATURE);
    }
}
