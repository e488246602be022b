package health.salus.node;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.TimeSource;
import health.salus.ledger.replica.Divergence;
import health.salus.vault.custody.PieceEvidence;
import health.salus.vault.segment.WrongPiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what proves that a member gave something wrong: one file each, for the other members to check.
public final class Evidence {

    /// Enough to prove a pattern; a member that lies all day must not fill the disk.
    private static final int MAX_FILES = 1_000;

    private static final int NAME_DIGITS = 16;

    private static final RecordCodec<Item> CODEC = RecordCodec.of(Item.class);
    private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);

    private final Path directory;
    private final TimeSource time;
    private final List<Item> items = new CopyOnWriteArrayList<>();

    /// One wrong thing, and whose it is.
    public sealed interface Item {
        Instant time();

        MemberId member();

        /// Judge it with [PieceEvidence#convicts], by what the ledger or a receipt says of the segment.
        record ByPiece(Instant time, MemberId member, PieceEvidence piece) implements Item {}

        record ByCheckpoint(Instant time, MemberId member, Divergence divergence) implements Item {}
    }

    Evidence(Path directory, TimeSource time) {
        this.directory = directory;
        this.time = time;
    }

    void wrongPiece(MemberId member, PieceEvidence found) {
        WrongPiece piece = found.wrong();
        LOG.warn(
                "member {} gave a wrong {} of segment {}{}",
                member,
                piece.kind(),
                piece.segment(),
                found.handover().isPresent() ? "" : ", and did not sign for it");
        keep(new Item.ByPiece(time.now(), member, found));
    }

    void diverged(Divergence divergence) {
        LOG.error(
                "member {} signed another root for a log of {} entries",
                divergence.member(),
                divergence.own().size());
        keep(new Item.ByCheckpoint(time.now(), divergence.member(), divergence));
    }

    private void keep(Item item) {
        if (items.size() >= MAX_FILES) {
            return;
        }
        items.add(item);
        try {
            Files.createDirectories(directory);
            Octets encoded = CODEC.encode(item);
            // Named by what it holds: what was found before a restart stays beside it.
            String name = item.member() + "-" + Digest.sha256(encoded).hex().substring(0, NAME_DIGITS) + ".cbor";
            Files.write(directory.resolve(name), encoded.toArray());
        } catch (IOException failed) {
            LOG.error("evidence against member {} cannot be written", item.member(), failed);
        }
    }

    /// Reads one file, wherever it came from.
    public static Item read(Octets file) {
        return CODEC.decode(file);
    }

    /// What was found since the node started.
    public List<Item> items() {
        return List.copyOf(items);
    }
}
