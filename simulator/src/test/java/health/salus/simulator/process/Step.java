package health.salus.simulator.process;

import java.util.Arrays;
import java.util.List;

/// The named steps of ARCHITECTURE.md's paths, each as the place in the product at which a process can be killed. The
/// product knows nothing of them: [StepAgent] puts the calls into the classes as they are loaded, and a test whose step
/// is not reached any more fails.
enum Step {

    // A write.
    PLANNED("platform.records.RecordWriter", "write", Side.BEFORE),
    PIECE_KEPT("vault.custody.Custodian", "store", Side.AFTER),
    PIECES_PLACED("node.custody.NodeVault", "place", Side.AFTER),
    SIGNED("node.local.RocksOutbox", "put", Side.BEFORE),
    OUTBOX_WRITTEN("node.local.RocksOutbox", "put", Side.AFTER),
    SUBMITTED("node.replica.Submitter", "submit", Side.AFTER),
    DELIVERED("node.replica.Replica", "onRound", Side.BEFORE),
    EXECUTED("ledger.store.RocksLedgerStore", "commit", Side.BEFORE),
    COMMITTED("ledger.store.RocksLedgerStore", "commit", Side.AFTER),
    MARK_KEPT("node.replica.DurableMark", "keep", Side.AFTER),
    CHECKPOINT_SIGNED("ledger.replica.CheckpointSigner", "sign", Side.AFTER),
    DECIDED("node.replica.Submitter", "decide", Side.AFTER),
    SETTLED("node.local.RocksOutbox", "settle", Side.AFTER),
    WRITTEN("platform.records.RecordWriter", "write", Side.AFTER),

    // A read; its session passes through the steps of a transaction above.
    SESSION_ASKED("platform.consent.AccessSessions", "openNew", Side.BEFORE),
    SESSION_OPENED("platform.consent.AccessSessions", "openNew", Side.AFTER),
    OPENING_JOURNALLED("node.local.RocksDisclosureJournal", "append", Side.AFTER),
    PIECE_RELEASED("vault.custody.Custodian", "release", Side.AFTER),
    PIECES_GATHERED("node.custody.NodeVault", "open", Side.AFTER),
    DISCLOSURE_JOURNALLED("platform.records.RecordReader", "shown", Side.AFTER),
    RECORD_READ("platform.records.RecordReader", "current", Side.AFTER),
    REPORT_SIGNED("node.local.RocksDisclosureJournal", "begin", Side.BEFORE),
    REPORT_BEGUN("node.local.RocksDisclosureJournal", "begin", Side.AFTER),
    REPORT_DECIDED("node.local.RocksDisclosureJournal", "reported", Side.BEFORE),
    REPORTED("node.local.RocksDisclosureJournal", "reported", Side.AFTER),

    // An import, in the client's process.
    ITEM_SENT("client.bulk.BulkImport", "send", Side.BEFORE),
    ITEM_ANSWERED("client.bulk.ImportJournal", "accept", Side.BEFORE),
    ITEM_JOURNALLED("client.bulk.ImportJournal", "accept", Side.AFTER);

    enum Side {
        BEFORE,
        AFTER
    }

    /// Of a write, in their order.
    static final List<Step> WRITE = List.of(
            PLANNED,
            PIECE_KEPT,
            PIECES_PLACED,
            SIGNED,
            OUTBOX_WRITTEN,
            SUBMITTED,
            DELIVERED,
            EXECUTED,
            COMMITTED,
            MARK_KEPT,
            CHECKPOINT_SIGNED,
            DECIDED,
            SETTLED,
            WRITTEN);

    /// Of a read, in their order.
    static final List<Step> READ = List.of(
            SESSION_ASKED,
            SUBMITTED,
            DELIVERED,
            EXECUTED,
            COMMITTED,
            CHECKPOINT_SIGNED,
            SESSION_OPENED,
            OPENING_JOURNALLED,
            PIECE_RELEASED,
            PIECES_GATHERED,
            DISCLOSURE_JOURNALLED,
            RECORD_READ,
            REPORT_SIGNED,
            REPORT_BEGUN,
            REPORT_DECIDED,
            REPORTED);

    /// Of an import, in the process of the client.
    static final List<Step> IMPORT = List.of(ITEM_SENT, ITEM_ANSWERED, ITEM_JOURNALLED);

    /// Of an import, in the process of the node: each item is a write.
    static final List<Step> OF_AN_ITEM = List.of(PIECES_PLACED, OUTBOX_WRITTEN, COMMITTED, WRITTEN);

    private final String type;
    private final String method;
    private final Side side;

    Step(String type, String method, Side side) {
        this.type = "health/salus/" + type.replace('.', '/');
        this.method = method;
        this.side = side;
    }

    /// @param type as class files name it
    static List<Step> in(String type) {
        return Arrays.stream(values()).filter(step -> step.type.equals(type)).toList();
    }

    /// On the way of one request.
    boolean precedes(Step other) {
        return compareTo(other) < 0;
    }

    boolean isAt(String name, Side at) {
        return method.equals(name) && side == at;
    }
}
