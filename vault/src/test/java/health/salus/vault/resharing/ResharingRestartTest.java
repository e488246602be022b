package health.salus.vault.resharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.doubles.SyntheticSegments;
import health.salus.vault.resharing.PieceSettlement.Outcome;
import health.salus.vault.segment.OpenedSegment;
import health.salus.vault.store.FilePieceStore;
import health.salus.vault.store.OnDemandPieceStore;
import health.salus.vault.store.PieceShelves;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.VaultFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Custodians that store in files, and stop in the middle of a move.
class ResharingRestartTest {

    @TempDir
    Path directory;

    private final TwoSets sets = TwoSets.oneReplaced(293);
    private final Map<MemberId, PieceShelves> opened = new HashMap<>();

    @BeforeEach
    void open() {
        sets.everybody().forEach(this::restart);
    }

    @AfterEach
    void close() {
        opened.values().forEach(ResharingRestartTest::close);
    }

    private static void close(PieceShelves pieces) {
        pieces.present().close();
        pieces.arriving().close();
    }

    private void restart(MemberId member) {
        stop(member);
        Path folder = directory.resolve(member.value());
        PieceShelves pieces = new PieceShelves(
                store(member, folder.resolve("vault")),
                new OnDemandPieceStore(
                        Files.isDirectory(folder.resolve("arriving")),
                        () -> store(member, folder.resolve("arriving"))));
        opened.put(member, pieces);
        sets.shelve(member, pieces);
    }

    private void stop(MemberId member) {
        Optional.ofNullable(opened.remove(member)).ifPresent(ResharingRestartTest::close);
    }

    private PieceStore store(MemberId member, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        return FilePieceStore.open(
                VaultFolders.under(folder.resolve("data"), folder.resolve("keys")),
                SyntheticSegments.NETWORK,
                member,
                sets.time,
                sets.random);
    }

    /// After everybody gave its word and before the ledger heard of it: the same again, at once.
    @Test
    void aMoveThatWasNotDecidedGoesOnAfterARestartOfAll() {
        SegmentReference segment = sets.write("s-1", 2);
        OpenedSegment before = sets.open("s-1", sets.from.members()).orElseThrow();
        sets.undecided = Optional.of(ErrorCode.NO_QUORUM);
        assertThat(sets.move(segment)).isEmpty();
        sets.everybody().forEach(this::restart);
        assertThat(sets.open("s-1", sets.from.members())).contains(before);
        sets.undecided = Optional.empty();
        assertThat(sets.move(segment)).containsExactly(segment.segment());
        sets.everybody().forEach(this::restart);
        ReshareTest.settleAll(sets);
        sets.everybody().forEach(this::restart);
        assertThat(sets.held("s-1", sets.to.members())).hasSize(4);
        assertThat(sets.open("s-1", sets.to.members())).contains(before);
    }

    /// A crash between forgetting the old piece and storing the new one, which lies on its other shelf still.
    @Test
    void aSettlementThatWasCutOffIsFinished() {
        sets.move(sets.write("s-1", 1));
        MemberId member = TwoSets.member(2);
        PieceShelves whole = sets.shelvesOf(member);
        sets.shelve(member, new PieceShelves(new CutOffPieceStore(whole.present()), whole.arriving()));
        assertThatThrownBy(() -> sets.settle(2, "s-1")).hasMessage("cut off");
        assertThat(TwoSets.has(whole.present(), "s-1")).isFalse();
        restart(member);
        assertThat(sets.held("s-1", List.of(member))).as("readers find it").hasSize(1);
        assertThat(sets.settlement(2).settleArrived(_ -> {})).isEqualTo(1);
        assertThat(sets.settle(2, "s-1")).isEqualTo(Outcome.STAYS);
        assertThat(TwoSets.has(sets.shelvesOf(member).present(), "s-1")).isTrue();
        assertThat(TwoSets.has(sets.shelvesOf(member).arriving(), "s-1")).isFalse();
    }

    /// A copy of the files from before opens with no key that is left.
    @Test
    void forgottenSharesCannotBeHadFromACopyOfTheData() throws IOException {
        sets.write("s-0", 1);
        sets.move(sets.write("s-1", 1));
        MemberId left = TwoSets.member(1);
        stop(left);
        Path vault = directory.resolve(left.value()).resolve("vault");
        copy(vault, directory.resolve("copy"));
        copy(vault, directory.resolve("control"));
        restart(left);
        assertThat(sets.settle(1, "s-1")).isEqualTo(Outcome.LEFT);
        sets.settlement(1).destroyForgotten();
        assertThat(sets.pieces(1).present().share(new SegmentId("s-0"))).isPresent();
        stop(left);
        Path control = directory.resolve("control");
        try (PieceStore before = reopen(control.resolve("data"), control.resolve("keys"))) {
            assertThat(before.share(new SegmentId("s-1"))).isPresent();
        }
        assertThatThrownBy(() -> {
                    try (PieceStore restored = reopen(directory.resolve("copy/data"), vault.resolve("keys"))) {
                        restored.share(new SegmentId("s-1")).orElseThrow();
                    }
                })
                .isInstanceOfAny(SalusException.class, NoSuchElementException.class);
    }

    private PieceStore reopen(Path data, Path keys) {
        return FilePieceStore.open(
                VaultFolders.under(data, keys), SyntheticSegments.NETWORK, TwoSets.member(1), sets.time, sets.random);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }
}
