package health.salus.node;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.TimeSource;
import health.salus.ledger.replica.Divergence;
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

    private static final RecordCodec<Item> CODEC = RecordCodec.of(Item.class);
    private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);

    private final Path directory;
    private final TimeSource time;
    private final List<Item> items = new CopyOnWriteArrayList<>();

    /// One wrong thing, and whose it is.
    public sealed interface Item {
        Instant time();

        MemberId member();

        record ByPiece(Instant time, MemberId member, WrongPiece piece) implements Item {}

        record ByCheckpoint(Instant time, MemberId member, Divergence divergence) implements Item {}
    }

    Evidence(Path directory, TimeSource time) {
        this.directory = directory;
        this.time = time;
    }

    void wrongPiece(MemberId member, WrongPiece piece) {
        LOG.warn("member {} gave a wrong {} of segment {}", member, piece.kind(), piece.segment());
        keep(new Item.ByPiece(time.now(), member, piece));
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
            Files.write(
                    directory.resolve("evidence-" + items.size() + "-" + item.member() + ".cbor"), encoded.toArray());
        } catch (IOException failed) {
            LOG.error("evidence against member {} cannot be written", item.member(), failed);
        }
    }

    /// What was found since the node started.
    public List<Item> items() {
        return List.copyOf(items);
    }
}
