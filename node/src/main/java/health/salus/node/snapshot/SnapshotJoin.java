package health.salus.node.snapshot;

import health.salus.contracts.governance.Epoch;
import health.salus.contracts.governance.Proposals;
import health.salus.contracts.identity.Cards;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.store.RocksLedgerStore;
import health.salus.ledger.store.SnapshotIntake;
import health.salus.node.local.LocalStore;
import health.salus.node.replica.EpochLink;
import health.salus.node.replica.EpochMarks;
import health.salus.node.replica.RosterEpoch;
import health.salus.proof.membership.Genesis;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Before a node opens its ledger: if the others are further than is worth executing again, takes the state after one
/// of their latest blocks, and puts it in the place of the ledger.
public final class SnapshotJoin {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotJoin.class);
    private static final RecordCodec<Taken> TAKEN = RecordCodec.of(Taken.class);

    private final Genesis genesis;
    private final Path ledger;
    private final Path incoming;
    private final Path mark;
    private final LocalStore local;

    /// Written once a snapshot is whole: from then on it is the ledger.
    ///
    /// @param running the epoch that its state is in
    private record Taken(List<EpochLink> links, RosterEpoch running) {}

    /// @param data the node's directory
    public SnapshotJoin(Genesis genesis, Path data, LocalStore local) {
        this.genesis = genesis;
        this.ledger = data.resolve("ledger");
        this.incoming = data.resolve("ledger.incoming");
        this.mark = data.resolve("ledger.incoming.whole");
        this.local = local;
    }

    /// Takes a snapshot from the first source that gives a true one, if any is so far ahead. Without one the node
    /// starts as it is, and catches up by blocks.
    ///
    /// @param behind so many blocks are worth a snapshot
    void run(List<? extends SnapshotSource> sources, long behind) {
        finish();
        if (sources.isEmpty()) {
            return;
        }
        long own = height();
        for (SnapshotSource source : sources) {
            if (take(source, own + behind)) {
                finish();
                return;
            }
        }
    }

    private long height() {
        if (!Files.exists(ledger)) {
            return -1;
        }
        try (RocksLedgerStore store = new RocksLedgerStore(ledger)) {
            return store.height();
        }
    }

    private boolean take(SnapshotSource source, long atLeast) {
        try {
            SnapshotOffer offer = source.offer(atLeast);
            SnapshotIntake.Target target = offer.verify(genesis);
            if (target.height() < atLeast) {
                throw new SalusException(ErrorCode.NOT_FOUND, "its snapshot is older than was asked for");
            }
            LOG.info(
                    "this node takes a snapshot of block {} from {}: the members signed it",
                    target.height(),
                    source.name());
            new SnapshotTransfer(source, offer, target).into(incoming);
            whole(offer);
            return true;
        } catch (SalusException failed) {
            LOG.info("no snapshot from {}: {}, {}", source.name(), failed.code(), failed.detail());
            return false;
        }
    }

    /// What the state says of the running epoch must be what the chain of links says, or the node would start an
    /// engine of other members.
    private void whole(SnapshotOffer offer) {
        RosterEpoch running;
        try (RocksLedgerStore store = new RocksLedgerStore(incoming)) {
            running = running(offer, store.state());
        }
        try {
            Path begun = mark.resolveSibling(mark.getFileName() + ".begun");
            Files.write(begun, TAKEN.encode(new Taken(offer.links(), running)).toArray());
            force(begun, StandardOpenOption.WRITE);
            Files.move(begun, mark, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(Optional.ofNullable(mark.getParent()).orElseThrow(), StandardOpenOption.READ);
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, mark + " cannot be written", failed);
        }
    }

    private RosterEpoch running(SnapshotOffer offer, StateReader state) {
        Epoch epoch = Proposals.of(state).epoch();
        boolean same = epoch.number() == offer.links().size()
                && (offer.links().isEmpty() || offer.links().getLast().height() == epoch.after());
        if (!same) {
            throw new SalusException(ErrorCode.BAD_SIGNATURE, "its links are not those of the state's epoch");
        }
        if (offer.links().isEmpty()) {
            return new RosterEpoch(0, 0, genesis.time(), 1, genesis.members());
        }
        EpochLink last = offer.links().getLast();
        return new RosterEpoch(
                epoch.number(),
                epoch.after(),
                last.time(),
                last.logSize(),
                Cards.of(state).all());
    }

    private static void force(Path file, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(file, how)) {
            channel.force(true);
        }
    }

    /// Puts a whole snapshot in the place of the ledger. Each step may be done again after a crash.
    private void finish() {
        try {
            if (!Files.exists(mark)) {
                return;
            }
            if (Files.exists(incoming)) {
                Taken taken = TAKEN.decode(Octets.wrap(Files.readAllBytes(mark)));
                new EpochMarks(local).keep(taken.links(), taken.running());
                SnapshotIntake.remove(ledger);
                // A crash here: the mark says that what has come is the ledger.
                Files.move(incoming, ledger, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.delete(mark);
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, "the snapshot cannot take the ledger's place", failed);
        }
    }
}
