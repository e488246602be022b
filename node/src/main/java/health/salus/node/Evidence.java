package health.salus.node;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.ledger.replica.Divergence;
import health.salus.vault.custody.PieceEvidence;
import health.salus.vault.resharing.DealingEvidence;
import health.salus.vault.resharing.WrongDealing;
import health.salus.vault.segment.WrongPiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what proves that a member gave something wrong: one file each, for the other members to check.
public final class Evidence {

    /// Files of each member: enough to prove a pattern. A member that lies all day must not fill the disk, nor take the
    /// room of what is found against another.
    private static final int MAX_CONVICTING = 200;

    /// What its member did not sign convicts nobody, and never takes the room of what does.
    private static final int MAX_NOTED = 50;

    private static final String CONVICTING = ".cbor";
    private static final String NOTED = ".noted.cbor";

    private static final int NAME_DIGITS = 16;

    /// Far more than two checkpoints and a signature take.
    private static final int MAX_CHECKPOINT_BYTES = 16 * 1024;

    private static final RecordCodec<Item> CODEC = RecordCodec.of(Item.class);
    private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);

    private final Path directory;
    private final TimeSource time;
    private final List<Divergence> earlier = new ArrayList<>();
    private final List<Item> items = new CopyOnWriteArrayList<>();

    /// How many files there are of a kind and member, those of earlier runs too. Guarded by its monitor.
    private final Map<String, Integer> files = new HashMap<>();

    /// One wrong thing, and whose it is.
    public sealed interface Item {
        Instant time();

        MemberId member();

        /// Whether the member signed what is wrong.
        boolean isSigned();

        /// Judge it with [PieceEvidence#convicts], by what the ledger or a receipt says of the segment.
        record ByPiece(Instant time, MemberId member, PieceEvidence piece) implements Item {
            @Override
            public boolean isSigned() {
                return piece.handover().isPresent();
            }
        }

        /// Judge it with [DealingEvidence#convicts].
        record ByDealing(Instant time, MemberId member, DealingEvidence dealing) implements Item {
            @Override
            public boolean isSigned() {
                return dealing.signed().isPresent();
            }
        }

        record ByCheckpoint(Instant time, MemberId member, Divergence divergence) implements Item {
            @Override
            public boolean isSigned() {
                return true;
            }
        }
    }

    Evidence(Path directory, TimeSource time) {
        this.directory = directory;
        this.time = time;
        if (Files.isDirectory(directory)) {
            try (Stream<Path> kept = Files.list(directory)) {
                for (Path file : kept.sorted().toList()) {
                    String name = String.valueOf(file.getFileName());
                    if (name.endsWith(CONVICTING)) {
                        files.merge(counted(name), 1, Integer::sum);
                        divergence(file).ifPresent(earlier::add);
                    }
                }
            } catch (IOException failed) {
                throw new SalusException(ErrorCode.STORAGE_FAILED, "evidence of earlier runs cannot be listed", failed);
            }
        }
    }

    /// The file's name without what tells it from others of its member and kind.
    private static String counted(String name) {
        String kind = name.endsWith(NOTED) ? NOTED : CONVICTING;
        return name.substring(0, Math.max(0, name.length() - kind.length() - NAME_DIGITS)) + kind;
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

    void wrongDealing(DealingEvidence found) {
        WrongDealing dealing = found.wrong();
        LOG.warn(
                "member {} dealt segment {} wrongly to another custodian set: {}",
                dealing.dealer(),
                dealing.segment(),
                dealing.kind());
        keep(new Item.ByDealing(time.now(), dealing.dealer(), found));
    }

    void diverged(Divergence divergence) {
        LOG.error(
                "member {} signed another root for a log of {} entries",
                divergence.member(),
                divergence.own().size());
        keep(new Item.ByCheckpoint(time.now(), divergence.member(), divergence));
    }

    private void keep(Item item) {
        Octets encoded = CODEC.encode(item);
        // Named by what it holds: what was found before a restart stays beside it.
        String name = item.member() + "-" + Digest.sha256(encoded).hex().substring(0, NAME_DIGITS)
                + (item.isSigned() ? CONVICTING : NOTED);
        synchronized (files) {
            int most = item.isSigned() ? MAX_CONVICTING : MAX_NOTED;
            if (files.merge(counted(name), 1, (kept, one) -> Math.min(kept + one, most + 1)) > most) {
                return;
            }
        }
        items.add(item);
        try {
            Files.createDirectories(directory);
            Files.write(
                    directory.resolve(name),
                    encoded.toArray(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.SYNC);
        } catch (IOException failed) {
            LOG.error("evidence against member {} cannot be written", item.member(), failed);
        }
    }

    /// Reads one file, wherever it came from.
    public static Item read(Octets file) {
        return CODEC.decode(file);
    }

    /// What members signed that cannot be true: what is on the disk from earlier runs, then what was found since, which
    /// comes at the end.
    public List<Divergence> divergences() {
        List<Divergence> all = new ArrayList<>(earlier);
        for (Item item : items) {
            if (item instanceof Item.ByCheckpoint found) {
                all.add(found.divergence());
            }
        }
        return all;
    }

    /// A damaged file is no evidence, and keeps no node from starting.
    private static Optional<Divergence> divergence(Path file) {
        try {
            // Pieces are large, and not looked for.
            if (Files.size(file) <= MAX_CHECKPOINT_BYTES
                    && read(Octets.wrap(Files.readAllBytes(file))) instanceof Item.ByCheckpoint found) {
                return Optional.of(found.divergence());
            }
        } catch (IOException | SalusException damaged) {
            LOG.warn("{} is no evidence: {}", file, damaged.getMessage());
        }
        return Optional.empty();
    }

    /// What was found since the node started.
    public List<Item> items() {
        return List.copyOf(items);
    }
}
