package health.salus.node.witness;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.node.local.LocalStore;
import health.salus.node.local.LocalStore.Space;
import health.salus.proof.NoteSignature;
import health.salus.proof.membership.WitnessKey;
import health.salus.proof.witness.LogCheckpoint;
import health.salus.proof.witness.LogNote;
import health.salus.proof.witness.SeenCheckpoint;
import health.salus.proof.witness.SeenCheckpoint.Judgement;
import health.salus.proof.witness.WitnessRequest;
import health.salus.proof.witness.WitnessedLog;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cosigns the checkpoints of others' logs, as long as each log only grows (C2SP tlog-witness, "add-checkpoint").
public final class LogWitness {

    private static final RecordCodec<Kept> CODEC = RecordCodec.of(Kept.class);
    private static final Logger LOG = LoggerFactory.getLogger(LogWitness.class);

    private final Map<String, WitnessedLog> logs;
    private final Supplier<WitnessKey> key;
    private final LocalStore local;
    private final LogEvidence evidence;
    private final TimeSource time;

    /// One for each log: comparing with what was seen and keeping what is new are one step ("must be performed
    /// atomically").
    private final Map<String, ReentrantLock> locks = new TreeMap<>();

    /// The latest that was cosigned of a log.
    ///
    /// @param note as it came: beside another of the same size it convicts who signed both
    private record Kept(long size, Digest root, Octets note) {

        SeenCheckpoint seen() {
            return new SeenCheckpoint(size, root);
        }
    }

    /// What is said to a request that is not refused.
    public sealed interface Answer {

        /// @param line for the note
        record Cosigned(NoteSignature line) implements Answer {}

        /// The request does not prove from what was seen.
        ///
        /// @param size that was cosigned last
        record Conflict(long size) implements Answer {}
    }

    /// Where a witness keeps things, and its clock.
    record Surroundings(LocalStore local, LogEvidence evidence, TimeSource time) {}

    /// @param key asked for where there are logs only
    LogWitness(Map<String, WitnessedLog> logs, Supplier<WitnessKey> key, Surroundings surroundings) {
        this.logs = Map.copyOf(logs);
        this.key = key;
        this.local = surroundings.local();
        this.evidence = surroundings.evidence();
        this.time = surroundings.time();
        logs.keySet().forEach(origin -> locks.put(origin, new ReentrantLock()));
    }

    /// @throws SalusException what the specification has as 400, 403, 404 and 422
    public Answer add(WitnessRequest request) {
        LogCheckpoint checkpoint = request.note().checkpoint();
        WitnessedLog log = Optional.ofNullable(logs.get(checkpoint.origin()))
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_LOG, "this node does not witness that log"));
        if (!log.isSigned(request.note())) {
            throw new SalusException(
                    ErrorCode.LOG_NOT_SIGNED,
                    "the log's key or members did not sign, or a line in their names is forged");
        }
        ReentrantLock lock = Optional.ofNullable(locks.get(log.origin())).orElseThrow();
        lock.lock();
        try {
            return answer(request);
        } finally {
            lock.unlock();
        }
    }

    private Answer answer(WitnessRequest request) {
        LogCheckpoint checkpoint = request.note().checkpoint();
        Octets name = Octets.utf8(checkpoint.origin());
        Optional<Kept> kept = local.get(Space.WITNESSED_LOGS, name).map(CODEC::decode);
        SeenCheckpoint seen = kept.map(Kept::seen).orElse(SeenCheckpoint.NONE);
        return switch (seen.judge(request)) {
            case Judgement.OldBeyondNew _ ->
                throw new SalusException(ErrorCode.MALFORMED, "the old size is beyond the size of the checkpoint");
            case Judgement.OtherSize _ -> new Answer.Conflict(seen.size());
            case Judgement.OtherRoot _ -> {
                LOG.error("the log {} shows another root at {} entries", checkpoint.origin(), seen.size());
                kept.ifPresent(first -> evidence.keep(first.note(), request.note()));
                yield new Answer.Conflict(seen.size());
            }
            case Judgement.NotConsistent _ -> {
                LOG.warn(
                        "the log {} gave no proof that it grew from {} to {} entries",
                        checkpoint.origin(),
                        seen.size(),
                        checkpoint.size());
                throw new SalusException(
                        ErrorCode.LOG_NOT_CONSISTENT, "the proof does not lead from " + seen.size() + " entries there");
            }
            case Judgement.Grown(SeenCheckpoint now) -> {
                if (kept.isEmpty() || !now.equals(seen)) {
                    keep(name, now, request.note());
                }
                yield new Answer.Cosigned(key.get().cosign(checkpoint, time.now()));
            }
        };
    }

    /// Durable before the signature exists: after a crash in between, the log proves from the new size.
    private void keep(Octets name, SeenCheckpoint now, LogNote note) {
        local.putDurably(Space.WITNESSED_LOGS, name, CODEC.encode(new Kept(now.size(), now.root(), note.encode())));
    }
}
