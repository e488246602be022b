package health.salus.consensus;

import health.salus.kernel.Octets;

/// Puts opaque transactions into one order that every member of the network sees alike.
///
/// An accepted transaction is not yet ordered, and is lost if this process dies before it is: whoever submits keeps it
/// and submits it again until its outcome is final. The ledger removes the duplicates that this makes.
public interface Consensus extends AutoCloseable {

    /// Begins to deliver rounds to the handler, on one thread of the engine, from just after
    /// [RoundHandler#lastSequence()]. A round may be delivered again after a restart, then identically.
    ///
    /// @throws health.salus.kernel.SalusException if what the engine has on disk cannot be continued
    void start(RoundHandler handler);

    /// Takes the transaction into the queue, or says why not. Never blocks on the network or the disk.
    Submission submit(Octets transaction);

    ConsensusStatus status();

    /// The longest transaction that [#submit(Octets)] takes. The same at all members of a network.
    int maxTransactionBytes();

    /// Stops taking transactions, lets the handler finish the round it is in, and releases files and sockets.
    @Override
    void close();
}
