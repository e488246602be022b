package health.salus.client.testing;

import health.salus.client.testing.ScriptedNode.Reply;
import health.salus.crypto.Secret;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
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
import health.salus.proof.receipt.Bundle;
import health.salus.proof.receipt.ChainLink;
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.Receipt;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A ledger of four members, in memory, behind a [ScriptedNode]: it takes every transaction, executes none, answers
/// with the outcome that a test decides, and makes genuine receipts.
public final class ScriptedLedger {

    public static final NetworkId NETWORK = new NetworkId("demo");

    private static final Instant TIME = Instant.parse("2026-03-01T12:00:01Z");
    private static final List<String> MEMBERS = List.of("alpha", "beta", "gamma", "delta");
    private static final String FOUNDER = "founder";
    private static final int SEED_BYTES = 32;

    private final Map<String, CosigningKeys> keys = new HashMap<>();
    private final Map<Long, Digest> nodes = new HashMap<>();
    private final MerkleFrontier log = MerkleFrontier.empty();
    private final Map<Digest, Long> indexes = new HashMap<>();
    private Function<SignedTransaction, CommandOutcome> rule = _ -> CommandOutcome.Accepted.NOTHING_TO_SAY;
    private int cosigners = MEMBERS.size();
    private int lost;
    private MemberChain chain = MemberChain.EMPTY;

    public ScriptedLedger() {
        for (int i = 0; i < MEMBERS.size(); i++) {
            keys.put(MEMBERS.get(i), keys(i + 1));
        }
        keys.put(FOUNDER, keys(MEMBERS.size() + 1));
    }

    private static CosigningKeys keys(int number) {
        byte[] seed = new byte[SEED_BYTES];
        seed[0] = (byte) number;
        return CosigningKeys.fromSeed(Secret.wrap(seed));
    }

    /// Decides what becomes of each command.
    public void decide(Function<SignedTransaction, CommandOutcome> decision) {
        rule = decision;
    }

    /// Lets only so many members sign checkpoints.
    public void cosignedBy(int members) {
        cosigners = members;
    }

    /// Loses the next transactions after it took them, as a node does that dies.
    public void losing(int transactions) {
        lost = transactions;
    }

    public MemberSet members() {
        return new MemberSet(MEMBERS.stream()
                .map(name -> new MemberEntry(new MemberId(name), 1, key(name).publicKeys()))
                .toList());
    }

    /// Begins the log with a block in which another member, who held all votes, named these.
    public ScriptedLedger founded() {
        LogEntry header = new LogEntry.HeaderEntry(
                LogEntry.VERSION, NETWORK, 0, Digest.ZERO, members().digest(), TIME);
        append(header);
        CheckpointNote note = signed(CosignatureKind.values(), List.of(FOUNDER));
        chain = MemberChain.of(List.of(new ChainLink(header.encode(), List.of(), note, members())));
        return this;
    }

    /// Trusts the member that there was before these.
    public TrustAnchor founder() {
        return TrustAnchor.of(
                NETWORK,
                new MemberSet(List.of(
                        new MemberEntry(new MemberId(FOUNDER), 1, key(FOUNDER).publicKeys()))));
    }

    public TrustAnchor anchor() {
        return TrustAnchor.of(NETWORK, members());
    }

    /// What `/api/network` says.
    public String networkJson() {
        StringBuilder json = new StringBuilder("{\"network\":\"" + NETWORK + "\",\"memberSet\":\""
                + members().digest().hex() + "\",\"members\":[");
        for (int i = 0; i < MEMBERS.size(); i++) {
            String name = MEMBERS.get(i);
            json.append(i == 0 ? "" : ",")
                    .append("{\"member\":\"" + name + "\",\"organisation\":\"" + name + "\",\"name\":\"" + name
                            + "\",\"weight\":1,\"checkpointKey\":\""
                            + key(name).publicKeys().ed25519().encoded().base64Url() + "\",\"checkpointMlDsaKey\":\""
                            + key(name).publicKeys().mlDsa44().encoded().base64Url() + "\",\"reachable\":true}");
        }
        return json.append("]}").toString();
    }

    /// Serves `/api/network`, `/api/transactions` and `/log/bundle`.
    public ScriptedLedger at(ScriptedNode node) {
        node.on("GET", "/api/network", Reply.json(networkJson()));
        node.on("POST", "/api/transactions", asked -> submit(node, SignedTransaction.parse(asked.body())));
        return this;
    }

    private synchronized Reply submit(ScriptedNode node, SignedTransaction transaction) {
        String path = "/api/transactions/" + transaction.id().hex();
        node.forget("GET", path);
        if (lost > 0) {
            lost--;
            node.on("GET", path, Reply.json(report(transaction.id(), "unknown")));
            return Reply.json(report(transaction.id(), "submitted"));
        }
        if (indexes.containsKey(transaction.id())) {
            node.on("GET", path, Reply.json(report(transaction.id(), "final")));
            return Reply.problem(ErrorCode.REPLAYED, "the transaction is in the log already");
        }
        String receipt = append(transaction);
        node.on("GET", path, Reply.json(report(transaction.id(), "executed")));
        node.on("GET", path, Reply.json(report(transaction.id(), "final")));
        node.on("GET", "/log/bundle/" + log.size(), Reply.bytes("text/plain", Octets.utf8(bundle(log.size()))));
        node.on("GET", path + "/receipt", Reply.bytes("text/plain", Octets.utf8(receipt)));
        return Reply.json(report(transaction.id(), "submitted"));
    }

    private static String report(Digest transaction, String state) {
        return "{\"transaction\":\"" + transaction.hex() + "\",\"state\":\"" + state + "\"}";
    }

    /// Puts a transaction into the log; its receipt.
    public synchronized String append(SignedTransaction transaction) {
        List<CommandOutcome> outcomes = new ArrayList<>();
        transaction.transaction().commands().forEach(_ -> outcomes.add(rule.apply(transaction)));
        Outcome outcome = Outcome.of(outcomes);
        LogEntry entry = new LogEntry.TransactionEntry(
                1, transaction.transaction().network(), transaction.saltedDigest(), outcome.digest(), TIME);
        long index = log.size();
        append(entry);
        indexes.put(transaction.id(), index);
        return Receipt.of(
                        new Receipt.OfTransaction(transaction.envelope(), outcome.encode(), Optional.empty()),
                        members(),
                        entry.encode(),
                        new Receipt.Inclusion(index, MerkleTree.inclusion(index, log.size(), this::node)),
                        signed(new CosignatureKind[] {CosignatureKind.ED25519}, cosigners()))
                .format();
    }

    /// The bundle for receipts against a checkpoint of this size.
    public synchronized String bundle(long size) {
        return new Bundle(
                        NETWORK,
                        chain,
                        MerkleTree.consistency(size, log.size(), this::node),
                        signed(CosignatureKind.values(), cosigners()))
                .format();
    }

    private List<String> cosigners() {
        return MEMBERS.subList(0, cosigners);
    }

    private void append(LogEntry entry) {
        log.append(entry.encode(), (level, at, hash) -> nodes.put(position(level, at), hash));
    }

    private CheckpointNote signed(CosignatureKind[] kinds, List<String> by) {
        Checkpoint checkpoint = Checkpoint.of(NETWORK, log.size(), MerkleTree.root(log.size(), this::node));
        List<Cosignature> cosignatures = new ArrayList<>();
        for (CosignatureKind kind : kinds) {
            by.forEach(
                    name -> cosignatures.add(Cosignature.sign(kind, checkpoint, new MemberId(name), key(name), TIME)));
        }
        return new CheckpointNote(checkpoint, cosignatures);
    }

    private Digest node(int level, long index) {
        return nodes.getOrDefault(position(level, index), Digest.ZERO);
    }

    private static long position(int level, long index) {
        return ((long) level << 32) | index;
    }

    private CosigningKeys key(String member) {
        return Optional.ofNullable(keys.get(member)).orElseThrow();
    }
}
