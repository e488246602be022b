package health.salus.platform.records;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.util.List;
import java.util.Optional;

/// Remembers writes from the moment that their pieces are placed until the network has decided, so that a crash in
/// between loses nothing and a retry by the client changes nothing. A port: the node keeps it on its own disk.
public interface Outbox {

    /// What was promised under an idempotency key, whether decided or not.
    Optional<Entry> find(Digest key);

    /// Durable when this returns.
    void put(Entry entry);

    /// The network has decided; the entry stays, for retries by the client, until it is older than the retention.
    void settle(Digest key);

    /// Drops what was refused: nothing came of it.
    void forget(Digest key);

    /// Entries that were put and not settled, oldest first: submitted again when the node starts.
    List<Entry> unsettled();

    /// @param key hash of who writes and of the idempotency key, so that two organisations' keys do not meet
    /// @param request hash of the request, so that a key that comes with another request is refused
    /// @param envelope the signed transaction
    /// @param result the encoded answer to the client
    record Entry(Digest key, Digest request, Octets envelope, Octets result) {}
}
