package health.salus.node.replica;

import health.salus.kernel.SalusException;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.node.peer.PeerClient;
import health.salus.node.peer.Peers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends this member's latest cosignature to each peer. A newer one replaces one that waits: it covers all that came
/// before.
final class CosignatureSender implements AutoCloseable {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /// A peer that restarts has forgotten what it was sent: it is told again from time to time.
    private static final Duration REPEAT_AFTER = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(CosignatureSender.class);

    private final Peers peers;
    private final Map<PeerClient, Lane> lanes = new HashMap<>();

    CosignatureSender(Peers peers) {
        this.peers = peers;
    }

    /// Peers come and go: who is new gets a lane of its own, who left has none any more.
    synchronized void send(SignedCheckpoint signed) {
        List<PeerClient> present = peers.all();
        lanes.entrySet().removeIf(lane -> {
            boolean left = !present.contains(lane.getKey());
            if (left) {
                lane.getValue().stop();
            }
            return left;
        });
        present.forEach(peer -> lanes.computeIfAbsent(peer, Lane::new).offer(signed));
    }

    @Override
    public synchronized void close() {
        lanes.values().forEach(Lane::stop);
    }

    /// One peer's own thread, so that one that hangs does not hold up the others.
    private static final class Lane {

        private final PeerClient peer;
        private final AtomicReference<Optional<SignedCheckpoint>> latest = new AtomicReference<>(Optional.empty());
        private final Thread thread;
        private volatile boolean stopped;

        Lane(PeerClient peer) {
            this.peer = peer;
            this.thread =
                    Thread.ofVirtual().name("cosignatures-to-" + peer.peer()).start(this::run);
        }

        void offer(SignedCheckpoint signed) {
            latest.set(Optional.of(signed));
            LockSupport.unpark(thread);
        }

        void stop() {
            stopped = true;
            LockSupport.unpark(thread);
        }

        private void run() {
            Optional<SignedCheckpoint> delivered = Optional.empty();
            while (!stopped) {
                Optional<SignedCheckpoint> owed = latest.get();
                if (owed.equals(delivered)) {
                    LockSupport.parkNanos(REPEAT_AFTER.toNanos());
                    delivered = latest.get().equals(delivered) ? Optional.empty() : delivered;
                } else if (owed.isPresent() && deliver(owed.get())) {
                    delivered = owed;
                } else {
                    LockSupport.parkNanos(RETRY_AFTER.toNanos());
                }
            }
        }

        private boolean deliver(SignedCheckpoint signed) {
            try {
                peer.call(CosignatureService.MESSAGE, CosignatureService.CODEC.encode(signed), CALL_TIMEOUT);
                return true;
            } catch (SalusException failed) {
                LOG.debug("member {} did not take the cosignature: {}", peer.peer(), failed.code());
                return false;
            }
        }
    }
}
