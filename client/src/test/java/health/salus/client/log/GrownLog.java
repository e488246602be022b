package health.salus.client.log;

import health.salus.crypto.Secret;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.CosignatureKind;
import health.salus.proof.CosigningKeys;
import health.salus.proof.LogEntry;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.MerkleTree;
import health.salus.proof.receipt.ChainLink;
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.tiles.EntryBundles;
import health.salus.proof.tiles.HashTiles;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.tiles.LogFile.EntryBundle;
import health.salus.proof.tiles.LogFile.HashTile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A log of four members at a time that a test lets grow, with the keys to sign anything at all.
final class GrownLog implements LogSource {

    static final NetworkId NETWORK = new NetworkId("grown");
    static final Instant DAWN = Instant.parse("2026-01-01T00:00:00Z");

    private static final int MEMBERS = 4;

    private record Place(int level, long index) {}

    private final List<CosigningKeys> keys = new ArrayList<>();
    private final List<Octets> entries = new ArrayList<>();
    private final Map<Place, Digest> nodes = new HashMap<>();
    private final MerkleFrontier frontier = MerkleFrontier.empty();
    private long height;
    private int first;
    private MemberChain chain = MemberChain.EMPTY;
    private CheckpointNote note;

    GrownLog() {
        for (int i = 0; i < 3 * MEMBERS; i++) {
            byte[] seed = new byte[32];
            Arrays.fill(seed, (byte) (i + 1));
            keys.add(CosigningKeys.fromSeed(Secret.of(seed)));
        }
        block(0);
        note = signed(3);
    }

    /// The members of the beginning.
    TrustAnchor anchor() {
        return TrustAnchor.of(NETWORK, members(0));
    }

    private MemberSet members(int from) {
        List<MemberEntry> members = new ArrayList<>();
        for (int i = from; i < from + MEMBERS; i++) {
            members.add(new MemberEntry(member(i), 1, keys.get(i).publicKeys()));
        }
        return new MemberSet(members);
    }

    /// One more block, after which the first two members have gone and two others have come.
    GrownLog changeMembers() {
        int before = first;
        first += 2;
        block(3);
        first = before;
        CheckpointNote ending = signed(MEMBERS);
        first += 2;
        long size = ending.checkpoint().size();
        ChainLink link = new ChainLink(
                entries.getLast(), MerkleTree.inclusion(size - 1, size, this::node), ending, members(first));
        chain = chain.with(link);
        note = ending;
        return this;
    }

    /// Those from this one on sign and are named, whatever was named before.
    void signAgainAs(int member) {
        first = member;
    }

    MemberChain chain() {
        return chain;
    }

    @Override
    public Optional<Octets> members() {
        return Optional.of(Octets.utf8(chain.format(NETWORK)));
    }

    private static MemberId member(int index) {
        return new MemberId("member-" + index);
    }

    /// Blocks of three transactions each.
    GrownLog grow(int blocks) {
        for (int i = 0; i < blocks; i++) {
            block(3);
        }
        note = signed(3);
        return this;
    }

    private void block(int transactions) {
        Instant time = DAWN.plusSeconds(height);
        for (int i = 0; i < transactions; i++) {
            Digest digest = Digest.sha256(Octets.utf8(height + "/" + i));
            append(new LogEntry.TransactionEntry(LogEntry.VERSION, NETWORK, digest, digest, time));
        }
        append(new LogEntry.HeaderEntry(
                LogEntry.VERSION, NETWORK, height++, Digest.ZERO, members(first).digest(), time));
    }

    void append(LogEntry entry) {
        entries.add(entry.encode());
        frontier.append(entry.encode(), (level, index, hash) -> nodes.put(new Place(level, index), hash));
    }

    /// By so many members.
    CheckpointNote signed(int members) {
        Checkpoint checkpoint = Checkpoint.of(NETWORK, frontier.size(), frontier.root());
        List<Cosignature> signatures = new ArrayList<>();
        for (int i = first; i < first + members; i++) {
            signatures.add(Cosignature.sign(CosignatureKind.ED25519, checkpoint, member(i), keys.get(i), DAWN));
        }
        return new CheckpointNote(checkpoint, signatures);
    }

    void show(CheckpointNote other) {
        note = other;
    }

    CheckpointNote note() {
        return note;
    }

    @Override
    public Octets checkpoint() {
        return note.encode();
    }

    @Override
    public Octets content(LogFile file) {
        long size = note.checkpoint().size();
        return switch (file) {
            case HashTile tile ->
                HashTiles.inLog(tile.level(), tile.index(), size)
                        .map(_ -> HashTiles.encode(tile, this::node))
                        .orElseThrow(() -> missing(file));
            case EntryBundle bundle ->
                HashTiles.entriesInLog(bundle.index(), size)
                        .map(_ -> EntryBundles.encode(entries.subList(
                                (int) bundle.index() * LogFile.FULL,
                                (int) bundle.index() * LogFile.FULL + bundle.width())))
                        .orElseThrow(() -> missing(file));
        };
    }

    MerkleTree.NodeReader nodes() {
        return this::node;
    }

    private Digest node(int level, long index) {
        Digest found = nodes.get(new Place(level, index));
        if (found == null) {
            throw new AssertionError("no node " + index + " at level " + level);
        }
        return found;
    }

    private static SalusException missing(LogFile file) {
        return new SalusException(ErrorCode.NOT_FOUND, "no " + file.path());
    }
}
