package health.salus.ledger.execution;

import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.proof.transaction.Attestation;
import java.time.Instant;

/// All that a contract may know besides the command and the state.
///
/// @param time consensus time
/// @param attestation whose signature was verified
/// @param index the command's position in its transaction
public record CommandContext(
        NetworkId network, long height, Instant time, Attestation attestation, Digest transactionId, int index) {}
