package health.salus.simulator;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.ledger.block.MemberSetState;
import health.salus.ledger.execution.Discard;
import health.salus.ledger.execution.ExecutedTransaction;
import health.salus.ledger.replica.Divergence;
import health.salus.ledger.replica.MemberSets;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.node.replica.RosterEpoch;
import health.salus.proof.CheckpointNote;
import health.salus.proof.LogEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleTree;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import health.salus.testkit.ledger.InMemoryLedgerStore;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Sees everything, and remembers what was promised: told of each thing that happens, it stops the run at the first one
/// that must not.
final class Checker {

    private final Plan plan;

    private final Map<Long, Digest> finalRoots = new TreeMap<>();
    private final Map<Long, Block> blocks = new TreeMap<>();
    private final Map<Digest, Long> heightOf = new TreeMap<>();
    private final Map<Long, RosterEpoch> epochs = new TreeMap<>();
    private final Map<MemberId, Map<Long, Digest>> signedRoots = new TreeMap<>();
    private final Map<Digest, Acknowledged> acknowledged = new TreeMap<>();
    private final Map<Digest, ErrorCode> bad = new TreeMap<>();
    private final SessionModel sessions = new SessionModel();
    private final TreeSet<MemberId> heardLies = new TreeSet<>();
    private final TreeSet<MemberId> accusers = new TreeSet<>();

    /// A promise to a client.
    private record Acknowledged(long height, Octets outcome) {}

    /// Who signs which size of the log, by the blocks that honest members executed.
    private MemberSets members;

    private final VerifiedNotes notes = new VerifiedNotes();

    private long latest;
    private int released;

    /// What a client is shown.
    ///
    /// @param signedSize of the log that the receipt's checkpoint covers
    record Proof(Octets outcome, Octets receipt, long signedSize) {}

    Checker(Plan plan) {
        this.plan = plan;
        this.members = MemberSets.of(plan.members().memberSet());
    }

    /// Never to be in a block; discarded with this code.
    void neverAdmitted(BadTransactions.Bad transaction) {
        bad.put(Digest.sha256(transaction.envelope()), transaction.code());
    }

    void executed(MemberId member, WrittenBlock written) {
        if (!plan.isHonest(member)) {
            return;
        }
        Block block = written.block();
        Optional<Block> known = Optional.ofNullable(blocks.putIfAbsent(block.height(), block));
        require(known.isEmpty() || known.get().equals(block), member + " has another block " + block.height());
        if (known.isEmpty()) {
            latest = Math.max(latest, block.height());
            followMembers(written);
        }
        for (ExecutedTransaction each : written.executed().transactions()) {
            long height = heightOf.computeIfAbsent(each.transaction().id(), _ -> block.height());
            require(height == block.height(), each.transaction().id() + " is in the log twice");
            boolean inTime = !each.time()
                            .isBefore(each.transaction().transaction().notBefore())
                    && each.time().isBefore(each.transaction().transaction().notAfter());
            require(inTime, each.transaction().id() + " was admitted outside of its window");
            require(
                    !bad.containsKey(Digest.sha256(each.transaction().envelope())),
                    each.transaction().id() + " must never be admitted");
        }
        for (Discard discard : written.executed().discards()) {
            ErrorCode expected = bad.getOrDefault(discard.envelope(), discard.code());
            require(discard.code() == expected, "discarded with " + discard.code() + " instead of " + expected);
        }
    }

    /// A header names the members that sign what is longer than the log at its own end.
    private void followMembers(WrittenBlock written) {
        Optional<Octets> changed = written.executed().changes().byKey().get(MemberSetState.KEY);
        if (changed != null) {
            MemberSet next = MemberSet.decode(changed.orElseThrow());
            Digest named = LogEntry.decode(written.block().headerEntry()) instanceof LogEntry.HeaderEntry header
                    ? header.memberSet()
                    : Digest.ZERO;
            require(
                    named.equals(next.digest()),
                    "the header of " + written.block().height() + " names other members");
            members = members.followedBy(written.block().logSize(), next);
        }
    }

    /// A member is in another epoch: the members before have signed its end, and what follows is what they voted.
    void entered(MemberId member, RosterEpoch epoch, CheckpointNote ending) {
        if (plan.isHonest(member)) {
            require(
                    ending.checkpoint().size() == epoch.logSize(),
                    member + " enters an epoch in the middle of another");
            require(ending.isFinal(members.at(epoch.logSize())), member + " enters an epoch before the last is final");
            RosterEpoch first = epochs.computeIfAbsent(epoch.number(), _ -> epoch);
            require(first.equals(epoch), member + " is in another epoch " + epoch.number());
        }
    }

    /// An honest member signs one root for a size, ever.
    void signed(SignedCheckpoint own) {
        if (plan.isHonest(own.member())) {
            Digest root = own.checkpoint().root();
            Digest first = signedRoots
                    .computeIfAbsent(own.member(), _ -> new TreeMap<>())
                    .computeIfAbsent(own.checkpoint().size(), _ -> root);
            require(
                    first.equals(root),
                    own.member() + " signed two roots for a log of "
                            + own.checkpoint().size());
        }
    }

    /// No two different checkpoints of one size are final, whoever believes them.
    void becameFinal(MemberId member, CheckpointNote note) {
        require(notes.isFinal(note, members.at(note.checkpoint().size())), member + " takes for final what is not");
        Digest root = note.checkpoint().root();
        Digest first = finalRoots.computeIfAbsent(note.checkpoint().size(), _ -> root);
        require(
                first.equals(root),
                "two checkpoints of size " + note.checkpoint().size() + " are final");
    }

    /// A member hears a checkpoint of a size that it has signed itself: a false one has to be noticed.
    ///
    /// @param own the root of its own log at that size
    void told(MemberId member, SignedCheckpoint signed, Digest own) {
        if (plan.isHonest(member) && !own.equals(signed.checkpoint().root())) {
            heardLies.add(member);
        }
    }

    /// Evidence names a member that lies, and everybody can check it.
    void accused(MemberId accuser, Divergence evidence) {
        if (!plan.isHonest(accuser)) {
            return;
        }
        require(!plan.isHonest(evidence.member()), accuser + " accuses the honest " + evidence.member());
        require(
                evidence.theirs().verify(members.at(evidence.own().size())),
                "the evidence against " + evidence.member() + " is not signed");
        boolean contradiction = evidence.own().size()
                        == evidence.theirs().checkpoint().size()
                && !evidence.own().root().equals(evidence.theirs().checkpoint().root());
        require(contradiction, "the evidence against " + evidence.member() + " contradicts nothing");
        accusers.add(accuser);
    }

    void acknowledged(Digest transaction, Block block, Proof proof) {
        Acknowledged promise = new Acknowledged(block.height(), proof.outcome);
        Acknowledged first = acknowledged.computeIfAbsent(transaction, _ -> promise);
        require(first.equals(promise), transaction + " was acknowledged twice, and differently");
        TrustAnchor anchor = TrustAnchor.of(Consortium.NETWORK, members.at(proof.signedSize));
        Verdict verdict = ReceiptVerifier.verify(proof.receipt.toUtf8(), anchor);
        require(verdict instanceof Verdict.Verified, "the receipt of " + transaction + " does not verify: " + verdict);
    }

    /// No key share goes without a session that is in force at the custodian, covers the segment, and is the reader's.
    void released(SimulatedNode custodian, SessionModel.Released what) {
        if (plan.isHonest(custodian.id())) {
            released++;
            sessions.learn(custodian.ledger());
            sessions.objection(what).ifPresent(objection -> {
                throw new BrokenPromise(custodian.id() + " releases a key share " + objection + ": " + what);
            });
        }
    }

    /// What enough custodians gave opens as it was written.
    void read(SegmentId segment, boolean asWritten) {
        require(asWritten, "what was read of " + segment + " is not what was written");
    }

    /// What a member finds when it comes back must be what it, and everybody, had.
    void restarted(MemberId member, InMemoryLedgerStore disk) {
        if (!plan.isHonest(member)) {
            return;
        }
        for (Map.Entry<Long, Digest> entry : finalRoots.entrySet()) {
            if (entry.getKey() <= disk.logSize()) {
                Digest root = MerkleTree.root(entry.getKey(), disk::logNode);
                require(root.equals(entry.getValue()), member + " came back with another log");
            }
        }
    }

    /// At the end, when the network is whole again and quiet: everything that was promised is there, at each honest
    /// member, and who heard a signed lie has named the liar. Who is no member has what was final when it left.
    void finished(Iterable<SimulatedNode> nodes) {
        for (SimulatedNode node : nodes) {
            if (!plan.isHonest(node.id())) {
                continue;
            }
            require(
                    !heardLies.contains(node.id()) || accusers.contains(node.id()),
                    node.id() + " heard a lie and has not named the liar");
            if (node.takesPart()) {
                whole(node);
            }
        }
    }

    private void whole(SimulatedNode node) {
        require(
                node.ledger().height() == latest,
                node.id() + " stays behind at block " + node.ledger().height());
        require(node.finalSize() == node.ledger().logSize(), node.id() + " has blocks that do not become final");
        acknowledged.forEach((transaction, promise) -> require(
                node.finalBlock(transaction)
                        .filter(block -> block.height() == promise.height)
                        .isPresent(),
                node.id() + " has lost " + transaction + ", which was acknowledged"));
    }

    /// Of the latest block that an honest member has executed.
    long latest() {
        return latest;
    }

    /// The epochs that were entered after the first.
    int epochs() {
        return epochs.size();
    }

    /// Key shares that honest custodians gave.
    int released() {
        return released;
    }

    int promises() {
        return acknowledged.size();
    }

    int lies() {
        return heardLies.size();
    }

    private void require(boolean kept, String broken) {
        if (!kept) {
            throw new BrokenPromise(broken);
        }
    }
}
