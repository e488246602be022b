package health.salus.client.api;

import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// What a node says of itself; nobody has to sign in to ask.
///
/// @param engine `solo` or `hashgraph`
/// @param phase `starting`, `active`, `catching-up` or `halted`; only an active node takes transactions
/// @param reason why it is not active
/// @param finalSize how much of the log is covered by a final checkpoint
public record NodeStatus(
        int apiVersion,
        String software,
        NetworkId network,
        MemberId member,
        String engine,
        String phase,
        Optional<String> reason,
        long height,
        long logSize,
        long finalSize,
        Instant time,
        int maxTransactionBytes,
        Optional<URI> portal) {}
