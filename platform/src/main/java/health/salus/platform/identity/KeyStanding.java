package health.salus.platform.identity;

import health.salus.contracts.identity.KeyProposal;
import health.salus.contracts.identity.KeyRecord;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.kernel.KeyId;
import java.time.Instant;
import java.util.Optional;

/// Where a key of a principal stands.
///
/// @param passkey whether it signs through a portal; a key file else
/// @param since when it was, or will be, in force; of a proposed key, when it was proposed
/// @param revokedAt when it ended
public record KeyStanding(
        KeyId id,
        SignatureAlgorithm algorithm,
        boolean passkey,
        State state,
        Instant since,
        Optional<Instant> revokedAt) {

    /// Whether the key may sign.
    public enum State {
        /// A member vouches for it; a second one has to.
        PROPOSED,
        /// Two members vouch for it, and the time in which its owner may object has not passed.
        WAITING,
        IN_FORCE,
        REVOKED
    }

    static KeyStanding of(KeyRecord key, Instant now) {
        State state;
        if (key.isRevoked(now)) {
            state = State.REVOKED;
        } else {
            state = key.isInForce(now) ? State.IN_FORCE : State.WAITING;
        }
        return new KeyStanding(
                key.key().id(),
                key.key().algorithm(),
                key.passkey().isPresent(),
                state,
                key.validFrom(),
                key.revokedAt());
    }

    static KeyStanding of(KeyProposal proposal) {
        var registration = proposal.key();
        return new KeyStanding(
                registration.key().id(),
                registration.key().algorithm(),
                registration.passkey().isPresent(),
                State.PROPOSED,
                proposal.proposedAt(),
                Optional.empty());
    }
}
