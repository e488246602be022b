package health.salus.client;

import health.salus.client.api.DocumentOpening;
import health.salus.crypto.Hmac;
import health.salus.crypto.Secret;
import health.salus.kernel.Cbor;
import health.salus.kernel.CborValue;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.proof.MerkleTree;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.Transaction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks that a document is the one a transaction committed to (docs/formats/segment.md, docs/formats/records.md).
public final class DocumentProof {

    private static final String CONTRACT = "records";
    private static final String COMMAND = "WriteRecords";
    private static final int MAX_NAME_LENGTH = 64;
    private static final int SALT_BYTES = 32;

    private DocumentProof() {}

    /// @param document the exact bytes as they are stored: without the server's `meta`
    public static boolean holds(Transaction transaction, DocumentOpening opening, Octets document) {
        // Of another length, two salts could be one key: HMAC pads with zeros.
        boolean formed = opening.salt().length() == SALT_BYTES
                && opening.type().length() <= MAX_NAME_LENGTH
                && opening.id().length() <= MAX_NAME_LENGTH;
        if (!formed) {
            return false;
        }
        Secret salt = Secret.wrap(opening.salt().toArray());
        Octets commitment = Hmac.sha256(salt, entry(opening, document)).octets();
        Optional<Digest> root = MerkleTree.rootOfInclusion(
                opening.index(), opening.count(), MerkleTree.leafHash(commitment), opening.path());
        return root.isPresent() && segments(transaction).contains(new Segment(root.get(), opening.count()));
    }

    /// What the commitment is over: the entry of the segment.
    private static Octets entry(DocumentOpening opening, Octets document) {
        byte[] type = opening.type().getBytes(StandardCharsets.US_ASCII);
        byte[] id = opening.id().getBytes(StandardCharsets.US_ASCII);
        Instant time = opening.lastUpdated();
        int length = 2 + type.length + id.length + 2 * Long.BYTES + 2 * Integer.BYTES + document.length();
        ByteBuffer entry = ByteBuffer.allocate(length)
                .put((byte) type.length)
                .put(type)
                .put((byte) id.length)
                .put(id)
                .putLong(opening.version())
                .putLong(time.getEpochSecond())
                .putInt(time.getNano())
                .putInt(document.length())
                .put(document.asReadOnlyBuffer());
        return Octets.wrap(entry.array());
    }

    private record Segment(Digest merkleRoot, long resourceCount) {}

    /// The segments that a transaction registers.
    private static List<Segment> segments(Transaction transaction) {
        List<Segment> segments = new ArrayList<>();
        for (Command command : transaction.commands()) {
            boolean writes =
                    command.contract().equals(CONTRACT) && command.name().equals(COMMAND);
            if (writes
                    && Cbor.decode(command.body(), Transaction.MAX_BYTES) instanceof CborValue.Map body
                    && body.get("segments").orElse(null) instanceof CborValue.Array(List<CborValue> items)) {
                items.forEach(item -> segment(item).ifPresent(segments::add));
            }
        }
        return segments;
    }

    private static Optional<Segment> segment(CborValue item) {
        if (item instanceof CborValue.Map map
                && map.get("merkleRoot").orElse(null) instanceof CborValue.Bytes(Octets root)
                && root.length() == Digest.LENGTH_BYTES
                && map.get("resourceCount").orElse(null) instanceof CborValue.Int(long count)) {
            return Optional.of(new Segment(new Digest(root), count));
        }
        return Optional.empty();
    }
}
