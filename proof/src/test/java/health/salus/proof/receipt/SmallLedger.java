package health.salus.proof.receipt;

import health.salus.crypto.CoseSign1;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.Secret;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.SigningKey;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
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
import health.salus.proof.SparseMerkle;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A log of a few transactions with four members of weight 1, all from fixed seeds.
public final class SmallLedger {

    public static final NetworkId NETWORK = new NetworkId("demo");
    public static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");
    public static final SigningKey AUTHOR = key(50);
    public static final Digest STATE_KEY = Digest.sha256(Octets.utf8("consent"));
    public static final Octets STATE_VALUE = Octets.utf8("in force");

    private static final MemberSet MEMBERS = fourMembers();

    private final Map<String, Digest> nodes = new TreeMap<>();
    private final MerkleFrontier frontier = MerkleFrontier.empty();
    private final List<LogEntry> entries = new ArrayList<>();
    private final SparseMerkle state = SparseMerkle.EMPTY.with(Map.of(
            STATE_KEY, Optional.of(STATE_VALUE), Digest.sha256(Octets.utf8("another")), Optional.of(Octets.EMPTY)));

    public static SigningKey key(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return InMemorySigningKey.fromSeed(SignatureAlgorithm.ED25519, Secret.of(bytes));
    }

    public static CosigningKeys keys(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return CosigningKeys.fromSeed(Secret.of(bytes));
    }

    public static MemberId member(int number) {
        return new MemberId("member-" + number);
    }

    public static MemberSet members() {
        return MEMBERS;
    }

    private static MemberSet fourMembers() {
        List<MemberEntry> members = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            members.add(new MemberEntry(member(i), 1, keys(i).publicKeys()));
        }
        return new MemberSet(members);
    }

    public static TrustAnchor anchor() {
        return TrustAnchor.of(NETWORK, members());
    }

    public static SignedTransaction transaction(int number) {
        Attestation attestation = new Attestation.PrincipalSigned(
                new PrincipalId("patient-" + number), AUTHOR.verificationKey().id());
        Command give = new Command("consent", "give", 1, Octets.utf8("body " + number));
        byte[] salt = new byte[Transaction.SALT_BYTES];
        Arrays.fill(salt, (byte) number);
        Transaction transaction = new Transaction(
                Transaction.VERSION,
                NETWORK,
                attestation,
                TIME,
                TIME.plusSeconds(60),
                Octets.of(salt),
                false,
                List.of(give, new Command("records", "amend", 1, Octets.EMPTY)));
        return SignedTransaction.parse(
                CoseSign1.sign(transaction.encode(), AUTHOR).encode());
    }

    public static Outcome outcome(int number) {
        return Outcome.of(List.of(
                new CommandOutcome.Accepted(Octets.utf8("result " + number)),
                new CommandOutcome.Refused(ErrorCode.NOT_AUTHORISED, "no rule permits it")));
    }

    public SmallLedger() {
        for (int number = 0; number < 10; number++) {
            append(new LogEntry.TransactionEntry(
                    LogEntry.VERSION,
                    NETWORK,
                    transaction(number).saltedDigest(),
                    outcome(number).digest(),
                    TIME));
        }
        append(new LogEntry.HeaderEntry(
                LogEntry.VERSION, NETWORK, 1, state.root(), members().digest(), TIME));
    }

    private void append(LogEntry entry) {
        frontier.append(entry.encode(), (level, index, hash) -> nodes.put(level + "/" + index, hash));
        entries.add(entry);
    }

    private Digest node(int level, long index) {
        return Optional.ofNullable(nodes.get(level + "/" + index)).orElseThrow();
    }

    public Checkpoint checkpoint(int size) {
        return Checkpoint.of(NETWORK, size, MerkleTree.root(size, this::node));
    }

    public static CheckpointNote cosigned(Checkpoint checkpoint, int... signers) {
        return cosigned(CosignatureKind.ED25519, checkpoint, signers);
    }

    public static CheckpointNote cosigned(CosignatureKind kind, Checkpoint checkpoint, int... signers) {
        return new CheckpointNote(
                checkpoint,
                Arrays.stream(signers)
                        .mapToObj(i -> Cosignature.sign(kind, checkpoint, member(i), keys(i), TIME))
                        .toList());
    }

    public Receipt.Inclusion inclusion(int index, int size) {
        return new Receipt.Inclusion(index, MerkleTree.inclusion(index, size, this::node));
    }

    /// The receipt of a transaction, with three of the four cosignatures.
    public Receipt receipt(int number) {
        Receipt.Content content = new Receipt.OfTransaction(
                transaction(number).envelope(), outcome(number).encode(), Optional.of(AUTHOR.verificationKey()));
        return Receipt.of(
                content,
                members(),
                entries.get(number).encode(),
                inclusion(number, entries.size()),
                cosigned(checkpoint(entries.size()), 0, 1, 3));
    }

    public Receipt stateReceipt(Digest key, Optional<Octets> value) {
        int header = entries.size() - 1;
        return Receipt.of(
                new Receipt.OfState(key, value, state.prove(key)),
                members(),
                entries.get(header).encode(),
                inclusion(header, entries.size()),
                cosigned(checkpoint(entries.size()), 0, 1, 3));
    }
}
