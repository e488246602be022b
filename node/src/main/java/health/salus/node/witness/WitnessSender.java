package health.salus.node.witness;

import health.salus.kernel.SalusException;
import health.salus.ledger.replica.PublishedLog;
import health.salus.proof.NoteSignature;
import health.salus.proof.witness.LogNote;
import health.salus.proof.witness.NoteKey;
import health.salus.proof.witness.WitnessPolicy.Witness;
import health.salus.proof.witness.WitnessRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has witnesses cosign this node's final checkpoints. A newer checkpoint replaces one that waits: it covers all that
/// came before.
final class WitnessSender implements AutoCloseable {

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /// One to learn the size that the witness has seen, one that proves from there; a second member that asks the same
    /// witness may come in between.
    private static final int MAX_ATTEMPTS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(WitnessSender.class);

    private final WitnessedNotes notes;
    private final PublishedLog log;
    private final Duration every;
    private final WitnessClient client = new WitnessClient();
    private final List<Lane> lanes;

    /// @param every the first pause after a failure
    WitnessSender(WitnessedNotes notes, PublishedLog log, List<Witness> witnesses, Duration every) {
        this.notes = notes;
        this.log = log;
        this.every = every;
        this.lanes = witnesses.stream()
                .flatMap(witness -> witness.url().map(url -> new Lane(witness.key(), url)).stream())
                .toList();
    }

    void start() {
        lanes.forEach(Lane::start);
    }

    @Override
    public void close() {
        lanes.forEach(Lane::stop);
        client.close();
    }

    /// How a request to a witness ended.
    private enum Outcome {
        COSIGNED,
        /// Another member has had a larger checkpoint cosigned: this one is not wanted any more.
        OVERTAKEN,
        FAILED
    }

    /// One witness's own thread, so that one that hangs does not hold up the others.
    private final class Lane {

        private final NoteKey key;
        private final URI url;
        private final Thread thread;
        private volatile boolean stopped;

        /// That the witness has seen, as far as is known here.
        private long seen;

        private Optional<LogNote> overtaken = Optional.empty();

        Lane(NoteKey key, URI url) {
            this.key = key;
            this.url = url;
            this.thread =
                    Thread.ofVirtual().name("checkpoints-to-" + key.name()).unstarted(this::run);
        }

        void start() {
            thread.start();
        }

        void stop() {
            stopped = true;
            LockSupport.unpark(thread);
        }

        private void run() {
            Duration look = every.compareTo(LONGEST_LOOK) < 0 ? every : LONGEST_LOOK;
            Duration pause = every;
            while (!stopped) {
                Optional<LogNote> owed = notes.owedBy(key).filter(note -> !overtaken.equals(Optional.of(note)));
                if (owed.isEmpty()) {
                    LockSupport.parkNanos(look.toNanos());
                    continue;
                }
                switch (ask(owed.get())) {
                    case COSIGNED -> pause = every;
                    case OVERTAKEN -> overtaken = owed;
                    case FAILED -> {
                        LockSupport.parkNanos(pause.toNanos());
                        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                                ? pause.multipliedBy(2)
                                : LONGEST_PAUSE;
                    }
                }
            }
        }

        private Outcome ask(LogNote note) {
            try {
                return send(note);
            } catch (SalusException failed) {
                LOG.warn("witness {} did not cosign: {}", key.name(), failed.detail());
                return Outcome.FAILED;
            }
        }

        private Outcome send(LogNote note) {
            long size = note.checkpoint().size();
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                if (seen > size) {
                    return Outcome.OVERTAKEN;
                }
                switch (client.send(url, new WitnessRequest(seen, log.consistency(seen, size), note))) {
                    case WitnessClient.Answer.Lines(List<NoteSignature> lines) -> {
                        return take(note, lines);
                    }
                    case WitnessClient.Answer.OtherSize(long known) -> {
                        if (known == seen) {
                            LOG.error("witness {} has seen another log of {} entries than this one", key.name(), known);
                            return Outcome.FAILED;
                        }
                        seen = known;
                    }
                    case WitnessClient.Answer.Refused(int status) -> {
                        LOG.warn("witness {} refused a checkpoint of {} entries: {}", key.name(), size, status);
                        return Outcome.FAILED;
                    }
                }
            }
            return Outcome.FAILED;
        }

        private Outcome take(LogNote note, List<NoteSignature> lines) {
            // "The client MUST ignore any cosignatures from unknown keys."
            Optional<NoteSignature> own = lines.stream()
                    .filter(line -> key.verifies(note.checkpoint(), line))
                    .findFirst();
            if (own.isEmpty()) {
                LOG.warn("witness {} answered without a cosignature that its key verifies", key.name());
                return Outcome.FAILED;
            }
            seen = note.checkpoint().size();
            notes.add(note, key, own.get());
            return Outcome.COSIGNED;
        }
    }
}
