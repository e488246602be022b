package health.salus.proof.receipt;

import static health.salus.proof.receipt.SmallLedger.NETWORK;
import static health.salus.proof.receipt.SmallLedger.TIME;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.CosignatureKind;
import health.salus.proof.LogEntry;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.MerkleTree;
import health.salus.proof.SparseMerkle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A log whose members change twice, half of them at a time: 0 to 3, then 2 to 5, then 4 to 7. Each block has three
/// transactions and its header; the members change in the blocks that end at 8 and at 16 entries.
public final class ChangingLedger {

    public static final int FIRST_CHANGE = 8;
    public static final int SECOND_CHANGE = 16;
    public static final int SIZE = 24;

    public static final MemberSet FIRST = members(0);
    public static final MemberSet SECOND = members(2);
    public static final MemberSet THIRD = members(4);

    private static final Digest KEY = Digest.sha256(Octets.utf8("consent"));
    private static final Octets VALUE = Octets.utf8("in force");
    private static final SparseMerkle STATE = SparseMerkle.EMPTY.with(Map.of(KEY, Optional.of(VALUE)));

    private final Map<String, Digest> nodes = new TreeMap<>();
    private final MerkleFrontier frontier = MerkleFrontier.empty();
    private final List<LogEntry> entries = new ArrayList<>();
    private final Map<Signing, CheckpointNote> notes = new HashMap<>();

    /// Signatures are the same each time, and ML-DSA-44 ones take a while.
    private record Signing(int size, MemberSet by) {}

    public ChangingLedger() {
        for (long height = 0; entries.size() < SIZE; height++) {
            for (int i = 0; i < 3; i++) {
                int number = entries.size();
                append(new LogEntry.TransactionEntry(
                        LogEntry.VERSION,
                        NETWORK,
                        SmallLedger.transaction(number).saltedDigest(),
                        SmallLedger.outcome(number).digest(),
                        TIME));
            }
            MemberSet named = after(entries.size() + 1);
            append(new LogEntry.HeaderEntry(LogEntry.VERSION, NETWORK, height, STATE.root(), named.digest(), TIME));
        }
    }

    private static MemberSet members(int from) {
        return new MemberSet(IntStream.range(from, from + 4)
                .mapToObj(i -> new MemberEntry(
                        SmallLedger.member(i), 1, SmallLedger.keys(i).publicKeys()))
                .toList());
    }

    /// Those whom the header at the end of a log of this size names.
    private static MemberSet after(int size) {
        return size < FIRST_CHANGE ? FIRST : size < SECOND_CHANGE ? SECOND : THIRD;
    }

    /// Those who sign a log of this size.
    public static MemberSet signing(int size) {
        return size <= FIRST_CHANGE ? FIRST : size <= SECOND_CHANGE ? SECOND : THIRD;
    }

    private void append(LogEntry entry) {
        frontier.append(entry.encode(), (level, index, hash) -> nodes.put(level + "/" + index, hash));
        entries.add(entry);
    }

    private Digest node(int level, long index) {
        return Optional.ofNullable(nodes.get(level + "/" + index)).orElseThrow();
    }

    public static TrustAnchor anchor() {
        return TrustAnchor.of(NETWORK, FIRST);
    }

    public Checkpoint checkpoint(int size) {
        return Checkpoint.of(NETWORK, size, MerkleTree.root(size, this::node));
    }

    /// Both kinds, by all of a set.
    public CheckpointNote signed(int size, MemberSet by) {
        return notes.computeIfAbsent(new Signing(size, by), _ -> signed(checkpoint(size), by));
    }

    public static CheckpointNote signed(Checkpoint checkpoint, MemberSet by) {
        return signed(checkpoint, by, TIME);
    }

    private static CheckpointNote signed(Checkpoint checkpoint, MemberSet by, Instant time) {
        List<Cosignature> cosignatures = new ArrayList<>();
        for (CosignatureKind kind : CosignatureKind.values()) {
            for (MemberEntry each : by.members()) {
                int number = Integer.parseInt(each.member().value().substring("member-".length()));
                cosignatures.add(Cosignature.sign(kind, checkpoint, each.member(), SmallLedger.keys(number), time));
            }
        }
        return new CheckpointNote(checkpoint, cosignatures);
    }

    public ChainLink firstLink() {
        return link(FIRST_CHANGE, SECOND);
    }

    public ChainLink secondLink() {
        return link(SECOND_CHANGE, THIRD);
    }

    public ChainLink link(int size, MemberSet next) {
        return new ChainLink(header(size), path(size), signed(size, signing(size)), next);
    }

    public Octets header(int size) {
        return entries.get(size - 1).encode();
    }

    public List<Digest> path(int size) {
        return MerkleTree.inclusion(size - 1, size, this::node);
    }

    public List<Digest> consistency(int from, int to) {
        return MerkleTree.consistency(from, to, this::node);
    }

    public MemberChain chain() {
        return MemberChain.of(List.of(firstLink(), secondLink()));
    }

    /// Of the first transaction, against a log of this size that these have signed.
    public Receipt receipt(int size, MemberSet by) {
        Receipt.Content content = new Receipt.OfTransaction(
                SmallLedger.transaction(0).envelope(), SmallLedger.outcome(0).encode(), Optional.empty());
        Receipt.Inclusion inclusion = new Receipt.Inclusion(0, MerkleTree.inclusion(0, size, this::node));
        return Receipt.of(content, by, entries.getFirst().encode(), inclusion, signed(size, by));
    }

    public Receipt receipt(int size) {
        return receipt(size, signing(size));
    }

    /// Of the state after the block that ends at one size, in a log of another.
    public Receipt stateReceipt(int after, int size, Instant signedAt) {
        return Receipt.of(
                new Receipt.OfState(KEY, Optional.of(VALUE), STATE.prove(KEY)),
                signing(size),
                header(after),
                new Receipt.Inclusion(after - 1, MerkleTree.inclusion(after - 1, size, this::node)),
                signed(checkpoint(size), signing(size), signedAt));
    }

    /// A bundle at one size for receipts against another.
    public Bundle bundle(int receiptSize, int size) {
        return new Bundle(NETWORK, chain(), consistency(receiptSize, size), signed(size, signing(size)));
    }
}
