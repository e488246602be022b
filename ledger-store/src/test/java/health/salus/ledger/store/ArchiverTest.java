package health.salus.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.archive.ArchivedLedgerStore;
import health.salus.ledger.archive.Archiver;
import health.salus.ledger.archive.BlockSegment;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.replica.PublishedLog;
import health.salus.proof.tiles.HashTiles;
import health.salus.testkit.archive.InMemoryBlockArchive;
import health.salus.testkit.ledger.SampleBlocks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Old blocks move to an archive, and are read as before.
class ArchiverTest {

    private static final NetworkId NETWORK = new NetworkId("sample");
    private static final int SEGMENTS = 3;
    private static final long LAST = SEGMENTS * BlockSegment.BLOCKS;

    @TempDir
    Path directory;

    private final SampleBlocks samples = new SampleBlocks(7);
    private final InMemoryBlockArchive archive = new InMemoryBlockArchive();
    private final List<Block> blocks = new ArrayList<>();
    private RocksLedgerStore store;
    private LedgerStore whole;
    private Archiver archiver;

    @BeforeEach
    void fill() {
        store = new RocksLedgerStore(directory);
        whole = new ArchivedLedgerStore(NETWORK, store, archive);
        archiver = new Archiver(NETWORK, store, archive);
        for (int height = 0; height <= LAST; height++) {
            blocks.add(samples.commit(store, height % 4, 2));
        }
    }

    @AfterEach
    void close() {
        whole.close();
    }

    @Test
    void movesWholeSegmentsAndReadsThemAsBefore() {
        List<Optional<Octets>> bundles = bundles();
        assertThat(archiver.moveNext(BlockSegment.BLOCKS - 1)).isFalse();
        assertThat(archiver.moveNext(LAST - 1)).isTrue();
        assertThat(archiver.moveNext(LAST - 1)).isTrue();
        assertThat(archiver.moveNext(LAST - 1)).isFalse();
        assertThat(store.firstBlock()).isEqualTo(2 * BlockSegment.BLOCKS);
        assertThat(store.block(5)).isEmpty();
        assertThat(blocks)
                .allSatisfy(block -> assertThat(whole.block(block.height())).contains(block));
        assertThat(whole.block(LAST + 1)).isEmpty();
        assertThat(whole.block(-1)).isEmpty();
        assertThat(bundles()).isEqualTo(bundles);
    }

    private List<Optional<Octets>> bundles() {
        PublishedLog log = new PublishedLog(whole);
        List<Optional<Octets>> bundles = new ArrayList<>();
        for (long index = 0; index <= whole.logSize() / 256; index++) {
            HashTiles.entriesInLog(index, whole.logSize())
                    .ifPresent(bundle -> bundles.add(log.content(bundle, whole.logSize())));
        }
        assertThat(bundles)
                .hasSizeGreaterThan(1)
                .allSatisfy(each -> assertThat(each).isPresent());
        return bundles;
    }

    @Test
    void prunesNothingWhileTheArchiveIsOutOfReach() {
        archive.setReachable(false);
        assertThatThrownBy(() -> archiver.moveNext(LAST)).satisfies(is(ErrorCode.ARCHIVE_UNREACHABLE));
        assertThat(store.firstBlock()).isZero();
        archive.setReachable(true);
        assertThat(archiver.moveNext(LAST)).isTrue();
        archive.setReachable(false);
        assertThatThrownBy(() -> whole.block(3)).satisfies(is(ErrorCode.ARCHIVE_UNREACHABLE));
        assertThat(whole.block(LAST)).contains(blocks.getLast());
    }

    @Test
    void neverTakesAnythingElseForABlock() {
        archiver.moveNext(LAST);
        archiver.moveNext(LAST);
        Octets second = archive.get(BlockSegment.BLOCKS).orElseThrow();
        archive.replace(0, Optional.of(second));
        assertThatThrownBy(() -> whole.block(3)).satisfies(is(ErrorCode.CORRUPT));
        archive.replace(0, Optional.of(Octets.utf8("noise")));
        assertThatThrownBy(() -> whole.block(3)).satisfies(is(ErrorCode.CORRUPT));
        archive.replace(0, Optional.of(otherHistory()));
        assertThatThrownBy(() -> whole.block(3)).satisfies(is(ErrorCode.CORRUPT));
        archive.replace(0, Optional.empty());
        assertThatThrownBy(() -> whole.block(3)).satisfies(is(ErrorCode.ARCHIVE_UNREACHABLE));
    }

    /// Blocks that are sound in themselves, and are not those of this log.
    private Octets otherHistory() {
        SampleBlocks others = new SampleBlocks(8);
        InMemoryBlockArchive theirs = new InMemoryBlockArchive();
        try (RocksLedgerStore other = new RocksLedgerStore(directory.resolve("other"))) {
            for (int height = 0; height <= BlockSegment.BLOCKS; height++) {
                others.commit(other, height % 4, 2);
            }
            new Archiver(NETWORK, other, theirs).moveNext(BlockSegment.BLOCKS);
        }
        return theirs.get(0).orElseThrow();
    }

    @Test
    void repairsWhatTheArchiveHasWronglyBeforeItPrunes() {
        archive.put(0, Octets.utf8("noise"));
        assertThat(archiver.moveNext(LAST)).isTrue();
        assertThat(whole.block(3)).contains(blocks.get(3));
    }

    @Test
    void theStoreIsSoundWithoutItsOldBlocks() {
        archiver.moveNext(LAST);
        archiver.moveNext(LAST);
        store.flush();
        assertThat(StoreCheck.run(store)).isEmpty();
        store.close();
        store = new RocksLedgerStore(directory);
        whole = new ArchivedLedgerStore(NETWORK, store, archive);
        assertThat(store.firstBlock()).isEqualTo(2 * BlockSegment.BLOCKS);
        assertThat(whole.block(3)).contains(blocks.get(3));
        samples.commit(whole, 2, 2);
        assertThat(StoreCheck.run(store)).isEmpty();
    }

    private static Consumer<Throwable> is(ErrorCode code) {
        return thrown -> assertThat(((SalusException) thrown).code()).isEqualTo(code);
    }
}
