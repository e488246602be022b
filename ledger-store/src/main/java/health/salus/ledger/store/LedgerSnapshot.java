package health.salus.ledger.store;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.store.Columns.Column;
import java.util.Optional;
import org.rocksdb.ReadOptions;
import org.rocksdb.Snapshot;

/// The state after one block, held as it was while blocks go on being written: for who reads it in many parts. What is
/// replaced meanwhile stays on the disk until it is closed.
///
/// For several threads.
public final class LedgerSnapshot implements AutoCloseable {

    private final Columns columns;
    private final Snapshot snapshot;
    private final ReadOptions read;
    private final RocksLedgerStore.Meta meta;

    // Guarded by this object's monitor: what is read must not be freed meanwhile.
    private boolean closed;

    LedgerSnapshot(Columns columns) {
        this.columns = columns;
        this.snapshot = columns.using(
                "the ledger cannot be read", () -> columns.database().getSnapshot());
        this.read = new ReadOptions().setSnapshot(snapshot);
        this.meta = get(Column.META, RocksLedgerStore.META_KEY)
                .map(RocksLedgerStore.META::decode)
                .orElse(RocksLedgerStore.Meta.BEGINNING);
    }

    public long height() {
        return meta.height();
    }

    public long logSize() {
        return meta.logSize();
    }

    public Digest stateRoot() {
        return meta.stateRoot();
    }

    public StateReader state() {
        return key -> value(key.digest());
    }

    /// A page of the state's tree (docs/formats/peer.md), where there is one at this place.
    public Optional<Octets> page(Octets pageKey) {
        return get(Column.PAGES, pageKey.toArray());
    }

    public Optional<Octets> value(Digest stateKey) {
        return get(Column.STATE, stateKey.octets().toArray());
    }

    private synchronized Optional<Octets> get(Column column, byte[] key) {
        if (closed) {
            return Optional.empty();
        }
        return columns.using(
                "the ledger cannot be read",
                () -> Optional.ofNullable(columns.database().get(columns.of(column), read, key))
                        .map(Octets::wrap));
    }

    /// After the store was closed, there is nothing left to let go of.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            columns.release(snapshot);
            read.close();
        }
    }
}
