package health.salus.client.log;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.log.LogAudit.Finding;
import health.salus.client.log.LogAudit.Reason;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.Secret;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.SigningKey;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.CheckpointNote;
import health.salus.proof.LogEntry;
import health.salus.proof.NoteSignature;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.witness.LogNote;
import health.salus.proof.witness.NoteKey;
import health.salus.proof.witness.WitnessPolicy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an auditor demands of witnesses, and what a mirror keeps of their signatures.
class WitnessedLogTest {

    @TempDir
    Path directory;

    private final GrownLog log = new GrownLog().grow(100);
    private final WitnessPolicy policy = WitnessPolicy.atLeast(2, List.of(key(1), key(2), key(3)));

    /// What a server shows of the log.
    private record Shown(GrownLog log, Octets checkpoint, Optional<Octets> latestWitnessed) implements LogSource {

        @Override
        public Octets witnessed() {
            return latestWitnessed.orElseThrow(() -> new SalusException(ErrorCode.NOT_FOUND, "none"));
        }

        @Override
        public Octets content(LogFile file) {
            return log.content(file);
        }
    }

    @Test
    void takesTheLatestCheckpointWhereEnoughCosignedIt() {
        Octets served = cosigned(log.note(), 1, 3);
        assertThat(audit(new Shown(log, served, Optional.empty())))
                .isInstanceOfSatisfying(
                        Finding.Sound.class, sound -> assertThat(sound.served()).isEqualTo(served));
    }

    @Test
    void takesTheLatestThatIsWitnessedWhereTheLogHasGoneOn() {
        Octets earlier = cosigned(log.note(), 1, 2);
        long size = log.note().checkpoint().size();
        Mirror mirror = new Mirror(log.grow(7), Optional.of(earlier));
        assertThat(mirror.update(directory)).isInstanceOf(Finding.Sound.class);
        LogFolder copy = new LogFolder(directory);
        assertThat(copy.witnessed()).isEqualTo(earlier);
        assertThat(new LogAudit(copy, log.anchor(), Optional.of(policy)).check(Optional.empty(), _ -> {}))
                .as("the copy has the narrower files of the smaller log")
                .isInstanceOfSatisfying(
                        Finding.Sound.class,
                        sound -> assertThat(sound.checkpoint().checkpoint().size())
                                .isEqualTo(size));
        assertThat(new LogAudit(copy, log.anchor()).check(Optional.empty(), _ -> {}))
                .isInstanceOf(Finding.Sound.class);
    }

    @Test
    void keepsTheLinesOfWitnessesInACopy() {
        Octets served = cosigned(log.note(), 1, 2, 9);
        LogFolder copy = new LogFolder(directory);
        new LogMirror(new Shown(log, served, Optional.of(served)), copy, log.anchor()).update(_ -> {});
        assertThat(copy.checkpoint()).isEqualTo(served);
        assertThat(copy.witnessed()).isEqualTo(served);
    }

    @Test
    void refusesWhatTooFewHaveCosigned() {
        assertThat(reason(new Shown(log, log.note().encode(), Optional.empty())))
                .isEqualTo(Reason.NOT_WITNESSED);
        assertThat(reason(new Shown(log, cosigned(log.note(), 1), Optional.of(cosigned(log.note(), 1)))))
                .isEqualTo(Reason.NOT_WITNESSED);
        assertThat(reason(new Shown(log, cosigned(log.note(), 1, 1, 9), Optional.empty())))
                .as("one witness twice, and one that nobody named")
                .isEqualTo(Reason.NOT_WITNESSED);
    }

    @Test
    void refusesALineThatSomebodyForged() {
        LogNote note = LogNote.parse(log.note().encode());
        LogNote other = LogNote.parse(log.grow(1).note().encode());
        Octets forged = LogNote.parse(cosigned(log.note(), 1, 2))
                .with(List.of(key(3).line(note.checkpoint(), signing(3), GrownLog.DAWN)))
                .encode();
        assertThat(other.checkpoint()).isNotEqualTo(note.checkpoint());
        assertThat(reason(new Shown(log, forged, Optional.empty()))).isEqualTo(Reason.WITNESS_FORGED);
    }

    /// Members alone can sign another history; the witness that saw the first one does not.
    @Test
    void findsThatARewrittenLogIsNotTheWitnessedOne() {
        Octets earlier = cosigned(log.note(), 1, 2);
        GrownLog other = new GrownLog();
        other.append(new LogEntry.TransactionEntry(
                LogEntry.VERSION, GrownLog.NETWORK, Digest.ZERO, Digest.ZERO, GrownLog.DAWN));
        other.grow(150);
        assertThat(reason(new Shown(other, other.note().encode(), Optional.empty())))
                .isEqualTo(Reason.NOT_WITNESSED);
        assertThat(reason(new Shown(other, other.note().encode(), Optional.of(earlier))))
                .as("the old signatures do not go with the new entries")
                .isIn(Reason.FILE_MALFORMED, Reason.TILES_DIFFER, Reason.ROOT_DIFFERS);
    }

    @Test
    void aMirrorSaysThatWhatItCopiedIsNotWhatWasWitnessed() {
        GrownLog other = new GrownLog();
        for (int i = 0; i < 4; i++) {
            other.append(new LogEntry.HeaderEntry(
                    LogEntry.VERSION, GrownLog.NETWORK, i + 1, Digest.ZERO, Digest.ZERO, GrownLog.DAWN));
        }
        CheckpointNote elsewhere = other.signed(3);
        Mirror mirror = new Mirror(log, Optional.of(cosigned(elsewhere, 1, 2)));
        assertThat(mirror.update(directory))
                .isInstanceOfSatisfying(
                        Finding.Unsound.class,
                        unsound -> assertThat(unsound.reason()).isEqualTo(Reason.HISTORY_REWRITTEN));
        CheckpointNote unsigned = other.signed(1);
        assertThat(new Mirror(log, Optional.of(cosigned(unsigned, 1, 2))).update(directory))
                .isInstanceOfSatisfying(
                        Finding.Unsound.class,
                        unsound -> assertThat(unsound.reason()).isEqualTo(Reason.NOT_FINAL));
        assertThat(new Mirror(log, Optional.of(Octets.utf8("x"))).update(directory))
                .isInstanceOfSatisfying(
                        Finding.Unsound.class,
                        unsound -> assertThat(unsound.reason()).isEqualTo(Reason.CHECKPOINT_MALFORMED));
    }

    private record Mirror(GrownLog log, Optional<Octets> witnessed) {
        Finding update(Path folder) {
            Shown source = new Shown(log, log.note().encode(), witnessed);
            return new LogMirror(source, new LogFolder(folder), log.anchor()).update(_ -> {});
        }
    }

    private Finding audit(LogSource source) {
        return new LogAudit(source, log.anchor(), Optional.of(policy)).check(Optional.empty(), _ -> {});
    }

    private Reason reason(LogSource source) {
        return audit(source) instanceof Finding.Unsound(Reason reason, String _) ? reason : failed();
    }

    private static Reason failed() {
        throw new AssertionError("found sound");
    }

    private static Octets cosigned(CheckpointNote note, int... witnesses) {
        LogNote whole = LogNote.parse(note.encode());
        List<NoteSignature> lines = Arrays.stream(witnesses)
                .mapToObj(i -> key(i).line(whole.checkpoint(), signing(i), GrownLog.DAWN.plusSeconds(i)))
                .toList();
        return whole.with(lines).encode();
    }

    private static NoteKey key(int number) {
        return new NoteKey(
                "example.com/w" + number,
                NoteKey.Kind.COSIGNATURE,
                signing(number).verificationKey());
    }

    private static SigningKey signing(int number) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) (100 + number));
        return InMemorySigningKey.fromSeed(SignatureAlgorithm.ED25519, Secret.of(seed));
    }
}
