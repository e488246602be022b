package health.salus.client.api;

import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a node says of itself; nobody has to sign in to ask.
///
/// @param engine `solo` or `hashgraph`
/// @param epoch how often the network's members changed
/// @param pause how long this node ordered nothing when they last changed, if it saw it
/// @param phase `starting`, `active`, `catching-up` or `halted`; only an active node takes transactions
/// @param reason why it is not active
/// @param finalSize how much of the log is covered by a final checkpoint
/// @param segmentsToMove segments of records, in the whole network, that lie with custodians in whose
/// place others are in force; absent from nodes that do not count them
/// @param disk what the ledger takes of the node's disk; absent from nodes that do not say so
public record NodeStatus(
        int apiVersion,
        String software,
        NetworkId network,
        MemberId member,
        String engine,
        long epoch,
        Optional<Duration> pause,
        String phase,
        Optional<String> reason,
        long height,
        long logSize,
        long finalSize,
        Optional<Long> segmentsToMove,
        Optional<LedgerDiskUse> disk,
        Instant time,
        int maxTransactionBytes,
        Optional<URI> portal) {}
