package health.salus.node.snapshot;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.ledger.archive.BlockSegment;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.node.peer.PeerClient;
import health.salus.node.peer.Peers;
import health.salus.node.retention.LedgerDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// After a snapshot: fetches the older blocks, the latest of them first, from the archive or from peers, so that this
/// node, too, can prove all that happened. Meanwhile it says what it does not know.
final class HistoryLoop implements AutoCloseable {

    private static final Duration AFTER_A_SEGMENT = Duration.ofMillis(20);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);
    private static final int REPORT_EVERY = 100;
    private static final Logger LOG = LoggerFactory.getLogger(HistoryLoop.class);

    private final NetworkId network;
    private final LedgerDisk disk;
    private final Peers peers;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("history").unstarted(this::run);
    private int turn;

    HistoryLoop(NetworkId network, LedgerDisk disk, Peers peers) {
        this.network = network;
        this.disk = disk;
        this.peers = peers;
    }

    void start() {
        if (disk.firstIndexed() > 0) {
            thread.start();
        }
    }

    private void run() {
        int segments = 0;
        Duration pause = AFTER_A_SEGMENT;
        while (disk.firstIndexed() > 0 && !rest(pause)) {
            try {
                learn(BlockSegment.firstOf(disk.firstIndexed() - 1));
                pause = AFTER_A_SEGMENT;
                if (++segments % REPORT_EVERY == 0 || disk.firstIndexed() == 0) {
                    LOG.info("older blocks are known from block {} on", disk.firstIndexed());
                }
            } catch (SalusException unavailable) {
                LOG.debug("older blocks are not to be had now: {}", unavailable.toString());
                pause = AFTER_A_FAILURE;
            } catch (RuntimeException defect) {
                LOG.error("fetching of older blocks failed", defect);
                return;
            }
        }
    }

    private void learn(long first) {
        Optional<List<Block>> archived = disk.archived(first);
        if (archived.isPresent()) {
            disk.learnArchived(archived.get());
        } else {
            disk.learn(fromPeers(first));
        }
    }

    private List<Block> fromPeers(long first) {
        List<PeerClient> all = peers.all();
        if (all.isEmpty()) {
            throw new SalusException(ErrorCode.NOT_ACTIVE, "no other member is known to fetch blocks from");
        }
        PeerSource source = new PeerSource(all.get(turn++ % all.size()));
        LedgerStore ledger = disk.ledger();
        List<Block> segment = new ArrayList<>(BlockSegment.BLOCKS);
        long last = first + BlockSegment.BLOCKS - 1;
        while (segment.size() < BlockSegment.BLOCKS) {
            List<Block> page = source.blocks(first + segment.size(), last);
            if (page.isEmpty()) {
                throw new SalusException(ErrorCode.NOT_FOUND, source.name() + " has no block of " + first);
            }
            for (Block block : page) {
                boolean ours = block.height() == first + segment.size()
                        && segment.size() < BlockSegment.BLOCKS
                        && block.isBoundByItsEntries(network)
                        && block.isInLog(ledger::logNode, ledger.logSize());
                if (!ours) {
                    throw new SalusException(
                            ErrorCode.BAD_SIGNATURE, source.name() + " gives a block that is not in the log");
                }
                segment.add(block);
            }
        }
        return segment;
    }

    private boolean rest(Duration pause) {
        try {
            return stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
