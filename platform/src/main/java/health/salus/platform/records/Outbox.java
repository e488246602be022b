package health.salus.platform.records;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.util.List;
import java.util.Optional;

/// Remembers writes from the moment that their pieces are placed until the network has decided, so that a crash in
/// between loses nothing and a retry by the client changes nothing. A port: the node keeps it on its own disk.
public interface Outbox {

    /// What was promised under an idempotency key, whether decided or not.
    Optional<Promise> find(Digest key);

    /// Durable when this returns.
    ///
    /// @param also further keys under which the same is found
    void put(Waiting entry, List<Digest> also);

    /// Remembers the request of a key whose work is kept under keys of its own.
    void begin(Digest key, Digest request);

    /// The network has accepted it: the answer stays, for retries by the client, until it is older than the retention.
    void settle(Digest key);

    /// Drops what was refused, since nothing came of it, and what nobody can ask for again.
    void forget(Digest key);

    /// Entries that were put and not settled, oldest first: submitted again when the node starts.
    List<Waiting> unsettled();

    /// Drops what is older than the retention, settled or not: a transaction is valid for minutes only.
    void forgetOld();

    /// What came, or is to come, of a request.
    sealed interface Promise {

        /// Hash of the request, so that a key that comes with another request is refused.
        Digest request();

        /// The encoded answer to the client.
        Octets result();
    }

    /// @param key hash of who writes and of the idempotency key, so that two organisations' keys do not meet
    /// @param envelope the signed transaction
    record Waiting(Digest key, Digest request, Octets envelope, Octets result) implements Promise {}

    /// Decided, and accepted.
    record Settled(Digest request, Octets result) implements Promise {}
}
