package health.salus.client.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.client.log.LogAudit.Finding;
import health.salus.client.log.LogAudit.Reason;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.CheckpointNote;
import health.salus.proof.LogEntry;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.tiles.EntryBundles;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.tiles.LogFile.EntryBundle;
import health.salus.proof.tiles.LogFile.HashTile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A log is sound, or what is wrong with it is said with its place.
class LogAuditTest {

    private final GrownLog log = new GrownLog();
    private final TrustAnchor anchor = log.anchor();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 500})
    void findsASoundOneSound(int blocks) {
        log.grow(blocks);
        List<Long> progress = new ArrayList<>();
        assertThat(new LogAudit(log, anchor).check(Optional.empty(), progress::add))
                .isEqualTo(new Finding.Sound(
                        log.note(),
                        blocks,
                        GrownLog.DAWN.plusSeconds(blocks),
                        log.note().encode()));
        assertThat(progress).last().isEqualTo(log.note().checkpoint().size());
    }

    @Test
    void findsThatItGoesOnWhereItWas() {
        CheckpointNote earlier = log.grow(100).note();
        log.grow(77);
        assertThat(new LogAudit(log, anchor).check(Optional.of(earlier), _ -> {}))
                .isInstanceOf(Finding.Sound.class);
    }

    @Test
    void findsAHistoryThatWasRewritten() {
        GrownLog other = new GrownLog();
        other.append(new LogEntry.TransactionEntry(
                LogEntry.VERSION, GrownLog.NETWORK, Digest.ZERO, Digest.ZERO, GrownLog.DAWN));
        CheckpointNote earlier = other.grow(10).note();
        assertThat(reason(log.grow(100), Optional.of(earlier))).isEqualTo(Reason.HISTORY_REWRITTEN);
        CheckpointNote later = log.note();
        assertThat(reason(new GrownLog(), Optional.of(later)))
                .as("a member that lags, or a history that was cut: nobody is accused")
                .isEqualTo(Reason.OLDER_THAN_SEEN);
    }

    @Test
    void wantsMoreThanTwoThirdsOfTheSignatures() {
        log.grow(3);
        log.show(log.signed(2));
        assertThat(reason(log, Optional.empty())).isEqualTo(Reason.NOT_FINAL);
    }

    @Test
    void wantsTheNetworkThatItWasToldOf() {
        TrustAnchor another = TrustAnchor.of(new NetworkId("another"), anchor.members());
        assertThat(new LogAudit(log, another).check(Optional.empty(), _ -> {}))
                .isInstanceOfSatisfying(
                        Finding.Unsound.class,
                        unsound -> assertThat(unsound.reason()).isEqualTo(Reason.OTHER_NETWORK));
    }

    @Test
    void readsNoCheckpointThatIsNone() {
        assertThat(reason(served(Octets.utf8("salus/grown\nmany\n")))).isEqualTo(Reason.CHECKPOINT_MALFORMED);
    }

    @Test
    void findsAChangedEntry() {
        log.grow(200);
        assertThat(reason(changing(EntryBundle.class, LogAuditTest::withAnotherOutcome)))
                .as("the tiles are those of the right entries")
                .isEqualTo(Reason.TILES_DIFFER);
    }

    @Test
    void findsAChangedTile() {
        log.grow(200);
        assertThat(reason(changing(HashTile.class, tile -> {
                    byte[] bytes = tile.toArray();
                    bytes[0] ^= 1;
                    return Octets.wrap(bytes);
                })))
                .isEqualTo(Reason.TILES_DIFFER);
    }

    /// What somebody made up accuses nobody.
    @Test
    void takesNoEarlierCheckpointThatTheMembersDidNotSign() {
        GrownLog other = new GrownLog().grow(3);
        log.grow(10);
        assertThatThrownBy(() -> new LogAudit(log, anchor).check(Optional.of(other.signed(1)), _ -> {}))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BAD_SIGNATURE));
    }

    /// Who serves wrong files accuses nobody of having signed two histories.
    @Test
    void doesNotTakeAServersLieForTheMembers() {
        CheckpointNote earlier = log.grow(100).note();
        log.grow(100);
        LogSource lying = changing(EntryBundle.class, LogAuditTest::withAnotherOutcome);
        assertThat(reason(lying, Optional.of(earlier))).isEqualTo(Reason.TILES_DIFFER);
    }

    @Test
    void findsFilesThatAreCutOrMissing() {
        log.grow(200);
        assertThat(reason(changing(EntryBundle.class, bundle -> bundle.slice(0, bundle.length() - 1))))
                .isEqualTo(Reason.FILE_MALFORMED);
        assertThat(reason(changing(EntryBundle.class, bundle -> {
                    List<Octets> entries = EntryBundles.decode(bundle);
                    return EntryBundles.encode(entries.subList(1, entries.size()));
                })))
                .isEqualTo(Reason.FILE_MALFORMED);
        assertThat(reason(changing(HashTile.class, tile -> tile.slice(0, 32)))).isEqualTo(Reason.FILE_MALFORMED);
        assertThat(reason(changing(EntryBundle.class, _ -> {
                    throw new SalusException(ErrorCode.NOT_FOUND, "gone");
                })))
                .isEqualTo(Reason.FILE_MISSING);
    }

    @Test
    void saysNothingOfALogWhoseServerHasNoCheckpointYet() {
        LogSource starting = new LogSource() {
            @Override
            public Octets checkpoint() {
                throw new SalusException(ErrorCode.NOT_FINAL_YET, "no checkpoint of this log is final yet");
            }

            @Override
            public Octets content(LogFile file) {
                return log.content(file);
            }
        };
        assertThatThrownBy(() -> reason(starting)).isInstanceOf(SalusException.class);
    }

    @Test
    void saysNothingOfALogWhoseServerIsAway() {
        LogSource away = changing(EntryBundle.class, _ -> {
            throw new SalusException(ErrorCode.UNREACHABLE, "away");
        });
        assertThatThrownBy(() -> new LogAudit(away, anchor).check(Optional.empty(), _ -> {}))
                .isInstanceOf(SalusException.class);
    }

    /// Members that together sign what breaks the rules are seen to have done so.
    @Test
    void findsBlocksOutOfOrder() {
        log.append(new LogEntry.HeaderEntry(
                LogEntry.VERSION, GrownLog.NETWORK, 7, Digest.ZERO, Digest.ZERO, GrownLog.DAWN.plusSeconds(9)));
        log.show(log.signed(4));
        assertThat(reason(log, Optional.empty())).isEqualTo(Reason.BLOCKS_OUT_OF_ORDER);
        GrownLog open = new GrownLog().grow(2);
        open.append(new LogEntry.TransactionEntry(
                LogEntry.VERSION, GrownLog.NETWORK, Digest.ZERO, Digest.ZERO, GrownLog.DAWN.plusSeconds(9)));
        open.show(open.signed(4));
        assertThat(reason(open, Optional.empty()))
                .as("a block without a header")
                .isEqualTo(Reason.BLOCKS_OUT_OF_ORDER);
        GrownLog backwards = new GrownLog().grow(5);
        backwards.append(new LogEntry.TransactionEntry(
                LogEntry.VERSION, GrownLog.NETWORK, Digest.ZERO, Digest.ZERO, GrownLog.DAWN));
        backwards.show(backwards.signed(4));
        assertThat(reason(backwards, Optional.empty())).isEqualTo(Reason.BLOCKS_OUT_OF_ORDER);
    }

    private static Octets withAnotherOutcome(Octets bundle) {
        List<Octets> entries = new ArrayList<>(EntryBundles.decode(bundle));
        for (int i = 0; i < entries.size(); i++) {
            if (LogEntry.decode(entries.get(i)) instanceof LogEntry.TransactionEntry entry) {
                entries.set(
                        i,
                        new LogEntry.TransactionEntry(
                                        entry.version(),
                                        entry.network(),
                                        entry.saltedTransaction(),
                                        Digest.ZERO,
                                        entry.time())
                                .encode());
            }
        }
        return EntryBundles.encode(entries);
    }

    private LogSource changing(Class<? extends LogFile> kind, UnaryOperator<Octets> change) {
        return new LogSource() {
            @Override
            public Octets checkpoint() {
                return log.checkpoint();
            }

            @Override
            public Octets content(LogFile file) {
                Octets content = log.content(file);
                return kind.isInstance(file) ? change.apply(content) : content;
            }
        };
    }

    private LogSource served(Octets checkpoint) {
        return new LogSource() {
            @Override
            public Octets checkpoint() {
                return checkpoint;
            }

            @Override
            public Octets content(LogFile file) {
                return log.content(file);
            }
        };
    }

    private Reason reason(LogSource source) {
        return reason(source, Optional.empty());
    }

    private Reason reason(LogSource source, Optional<CheckpointNote> earlier) {
        Finding finding = new LogAudit(source, anchor).check(earlier, _ -> {});
        assertThat(finding).isInstanceOf(Finding.Unsound.class);
        return ((Finding.Unsound) finding).reason();
    }
}
