package health.salus.node.witness;

import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.node.local.LocalStore;
import health.salus.node.local.LocalStore.Space;
import health.salus.proof.CheckpointNote;
import health.salus.proof.NoteSignature;
import health.salus.proof.witness.LogNote;
import health.salus.proof.witness.NoteKey;
import health.salus.proof.witness.WitnessPolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's final checkpoints with what witnesses have cosigned of them. All witnesses are asked for one checkpoint
/// at
/// a time: while a log grows, each would else sign another one, and no checkpoint would ever have enough.
public final class WitnessedNotes {

    private static final Octets KEY = Octets.utf8("witnessed-note");

    /// A witness that answers late adds to what the others have signed.
    private static final int MAX_OPEN = 4;

    private static final Logger LOG = LoggerFactory.getLogger(WitnessedNotes.class);

    private final Optional<WitnessPolicy> policy;
    private final Supplier<Optional<CheckpointNote>> finalNote;
    private final LocalStore local;
    private final Pace pace;

    // Guarded by this object's monitor.
    private final Deque<Gathered> open = new ArrayDeque<>();
    private Optional<LogNote> witnessed = Optional.empty();
    private long chosenAt;

    /// @param every between two checkpoints that are sent to witnesses
    /// @param nanoTime a clock that never goes back
    record Pace(Duration every, LongSupplier nanoTime) {}

    /// What came for one checkpoint.
    private record Gathered(LogNote note, Map<NoteKey, NoteSignature> lines) {

        LogNote whole() {
            return note.with(List.copyOf(lines.values()));
        }
    }

    WitnessedNotes(
            Optional<WitnessPolicy> policy, Supplier<Optional<CheckpointNote>> finalNote, LocalStore local, Pace pace) {
        this.policy = policy;
        this.finalNote = finalNote;
        this.local = local;
        this.pace = pace;
        policy.ifPresent(this::load);
    }

    /// The signatures of witnesses that the policy does not name any more stay in what was kept, and count for nothing.
    private void load(WitnessPolicy known) {
        try {
            local.get(Space.MARKS, KEY).map(LogNote::parse).ifPresent(kept -> {
                Gathered gathered = new Gathered(kept, new LinkedHashMap<>());
                for (WitnessPolicy.Witness witness : known.witnesses()) {
                    kept.signatures().stream()
                            .filter(line -> witness.key().verifies(kept.checkpoint(), line))
                            .forEach(line -> gathered.lines.put(witness.key(), line));
                }
                open.add(gathered);
                chosenAt = pace.nanoTime().getAsLong();
                if (known.isMet(gathered.lines.keySet())) {
                    witnessed = Optional.of(kept);
                }
            });
        } catch (SalusException damaged) {
            LOG.warn("the witnessed checkpoint that was kept is of no use: {}", damaged.detail());
        }
    }

    /// The latest final checkpoint, with the lines of witnesses that cover this very one.
    public Optional<Octets> latest() {
        return finalNote.get().map(note -> {
            Octets encoded = note.encode();
            return linesOf(encoded)
                    .map(lines -> LogNote.parse(encoded).with(lines).encode())
                    .orElse(encoded);
        });
    }

    private synchronized Optional<List<NoteSignature>> linesOf(Octets encoded) {
        return open.isEmpty() ? Optional.empty() : linesOf(LogNote.parse(encoded));
    }

    private Optional<List<NoteSignature>> linesOf(LogNote note) {
        return open.stream()
                .filter(gathered -> gathered.note.checkpoint().equals(note.checkpoint()))
                .map(gathered -> List.copyOf(gathered.lines.values()))
                .filter(lines -> !lines.isEmpty())
                .findFirst();
    }

    /// The latest checkpoint that enough witnesses have cosigned, by the policy of this node.
    public synchronized Optional<Octets> witnessed() {
        return witnessed.map(LogNote::encode);
    }

    /// The checkpoint that this witness is asked for next; empty while it has signed the one that is asked for.
    synchronized Optional<LogNote> owedBy(NoteKey witness) {
        chooseNext();
        return Optional.ofNullable(open.peekLast())
                .filter(gathered -> !gathered.lines.containsKey(witness))
                .map(Gathered::note);
    }

    private void chooseNext() {
        long now = pace.nanoTime().getAsLong();
        boolean due = open.isEmpty() || now - chosenAt >= pace.every().toNanos();
        if (!due) {
            return;
        }
        long size = open.isEmpty() ? -1 : open.getLast().note.checkpoint().size();
        finalNote.get().filter(note -> note.checkpoint().size() > size).ifPresent(note -> {
            open.add(new Gathered(LogNote.parse(note.encode()), new LinkedHashMap<>()));
            chosenAt = now;
            if (open.size() > MAX_OPEN) {
                open.removeFirst();
            }
        });
    }

    /// @param line that verifies
    synchronized void add(LogNote note, NoteKey witness, NoteSignature line) {
        Optional<Gathered> found = open.stream()
                .filter(gathered -> gathered.note.checkpoint().equals(note.checkpoint()))
                .findFirst();
        if (found.isEmpty()) {
            return;
        }
        Gathered gathered = found.get();
        gathered.lines.put(witness, line);
        boolean enough =
                policy.filter(wanted -> wanted.isMet(gathered.lines.keySet())).isPresent();
        boolean older = witnessed
                .filter(before -> before.checkpoint().size() > note.checkpoint().size())
                .isPresent();
        if (enough && !older) {
            LogNote whole = gathered.whole();
            local.putDurably(Space.MARKS, KEY, whole.encode());
            witnessed = Optional.of(whole);
        }
    }
}
