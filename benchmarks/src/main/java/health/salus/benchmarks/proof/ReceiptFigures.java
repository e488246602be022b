package health.salus.benchmarks.proof;

import health.salus.benchmarks.Figure;
import health.salus.benchmarks.Figure.Limit;
import health.salus.benchmarks.Figure.Target;
import health.salus.crypto.Secret;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.CosignatureKind;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.CosigningKeys;
import health.salus.proof.LogEntry;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleTree;
import health.salus.proof.SparseMerkle;
import health.salus.proof.receipt.Bundle;
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.Receipt;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Receipts in a log of a billion entries with four members: how long one takes to verify, from its text on, and how
/// long it is. Times are of the verifying thread on the processor, so that other work on the machine does not count.
public final class ReceiptFigures {

    private static final NetworkId NETWORK = new NetworkId("bench");
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");
    private static final long ENTRIES = 1_000_000_000;
    private static final long INDEX = 123_456_789;
    private static final int MEMBERS = 4;
    private static final int SEED_BYTES = 32;
    private static final int REPETITIONS = 1_000;
    private static final int WARM_UPS = 5;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int runs;
    private final List<CosigningKeys> keys = new ArrayList<>();
    private final TrustAnchor anchor;

    public ReceiptFigures(int runs) {
        this.runs = runs;
        List<MemberEntry> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            byte[] seed = new byte[SEED_BYTES];
            seed[0] = (byte) i;
            keys.add(CosigningKeys.fromSeed(Secret.wrap(seed)));
            members.add(new MemberEntry(member(i), 1, keys.getLast().publicKeys()));
        }
        this.anchor = TrustAnchor.of(NETWORK, new MemberSet(members));
    }

    private static MemberId member(int number) {
        return new MemberId("member-" + number);
    }

    public List<Figure> measure() {
        Digest key = Digest.sha256(Octets.utf8("consent"));
        SparseMerkle state = SparseMerkle.EMPTY.with(Map.of(key, Optional.of(Octets.utf8("in force"))));
        Octets header = new LogEntry.HeaderEntry(
                        LogEntry.VERSION,
                        NETWORK,
                        INDEX,
                        state.root(),
                        anchor.members().digest(),
                        TIME)
                .encode();
        MerkleTree.NodeReader log = new EvenLog(header, INDEX);
        CheckpointNote note = signed(Checkpoint.of(NETWORK, ENTRIES, MerkleTree.root(ENTRIES, log)));
        Receipt receipt = Receipt.of(
                new Receipt.OfState(key, Optional.of(Octets.utf8("in force")), state.prove(key)),
                anchor.members(),
                header,
                new Receipt.Inclusion(INDEX, MerkleTree.inclusion(INDEX, ENTRIES, log)),
                note);
        String text = receipt.format();
        String bundle = new Bundle(NETWORK, MemberChain.EMPTY, List.of(), note).format();
        TrustAnchor both = anchor.requiring(CosignatureRequirement.BOTH);
        List<Double> four = milliseconds(() -> {
            if (note.only(CosignatureKind.ED25519)
                            .check(anchor.members())
                            .ed25519()
                            .size()
                    < MEMBERS) {
                throw new IllegalStateException("a signature does not verify");
            }
        });
        return List.of(
                verification(
                        "receipt verification, a billion entries, four signatures",
                        () -> ReceiptVerifier.verify(text, anchor),
                        Optional.of(new Limit("the four signatures alone", four.getLast()))),
                verification(
                        "the same with its bundle, both kinds required",
                        () -> ReceiptVerifier.verify(text, bundle, both),
                        Optional.empty()),
                new Figure(
                        "size of that receipt of a state's value",
                        "bytes",
                        List.of((double) text.getBytes(StandardCharsets.UTF_8).length),
                        Optional.of(Target.under(4_000)),
                        Optional.empty()));
    }

    private CheckpointNote signed(Checkpoint checkpoint) {
        List<Cosignature> cosignatures = new ArrayList<>();
        for (CosignatureKind kind : CosignatureKind.values()) {
            for (int i = 0; i < MEMBERS; i++) {
                cosignatures.add(Cosignature.sign(kind, checkpoint, member(i), keys.get(i), TIME));
            }
        }
        return new CheckpointNote(checkpoint, cosignatures);
    }

    private Figure verification(String name, Supplier<Verdict> verify, Optional<Limit> limit) {
        List<Double> measured = milliseconds(() -> {
            if (verify.get() instanceof Verdict.Rejected rejected) {
                throw new IllegalStateException(rejected.toString());
            }
        });
        return new Figure(name, "ms", measured, Optional.of(Target.under(1)), limit);
    }

    private List<Double> milliseconds(Runnable work) {
        List<Double> measured = new ArrayList<>();
        for (int run = 0; run < WARM_UPS + runs; run++) {
            long begun = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < REPETITIONS; i++) {
                work.run();
            }
            if (run >= WARM_UPS) {
                measured.add((THREADS.getCurrentThreadCpuTime() - begun) / 1e6 / REPETITIONS);
            }
        }
        return measured;
    }

    /// A log whose entries are all empty, but for one: as large as one likes, and nowhere kept.
    private static final class EvenLog implements MerkleTree.NodeReader {

        private final List<Digest> even = new ArrayList<>();
        private final Octets entry;
        private final long index;

        EvenLog(Octets entry, long index) {
            this.entry = entry;
            this.index = index;
            even.add(MerkleTree.leafHash(Octets.EMPTY));
            for (int level = 1; level <= MerkleTree.MAX_PATH_LENGTH; level++) {
                even.add(MerkleTree.nodeHash(even.getLast(), even.getLast()));
            }
        }

        @Override
        public Digest node(int level, long at) {
            if (index >> level != at) {
                return even.get(level);
            }
            return level == 0
                    ? MerkleTree.leafHash(entry)
                    : MerkleTree.nodeHash(node(level - 1, 2 * at), node(level - 1, 2 * at + 1));
        }
    }
}
