package health.salus.node.portal;

import health.salus.crypto.RelyingParty;
import health.salus.crypto.VerificationKey;
import health.salus.crypto.WebAuthnAssertion;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.KeyId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.platform.identity.KeyStanding;
import health.salus.platform.identity.KeyStanding.State;
import health.salus.platform.identity.Principals;
import health.salus.platform.network.Network;
import health.salus.portal.Caller;
import health.salus.portal.Passkey;
import health.salus.portal.PortalConfig;
import health.salus.portal.Refusal;
import health.salus.portal.Signing.Draft;
import health.salus.portal.Signing.Preparation;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.Transaction;
import java.util.List;
import java.util.Optional;

/// Makes transactions that wait for a passkey's signature.
final class Drafts {

    private final Network network;
    private final Principals principals;
    private final RelyingParty portal;

    Drafts(Network network, Principals principals, PortalConfig config) {
        this.network = network;
        this.principals = principals;
        this.portal = new RelyingParty(config.relyingPartyId(), List.of(config.origin()));
    }

    /// The site that this portal's passkeys belong to, as the ledger registers them.
    RelyingParty portal() {
        return portal;
    }

    /// The passkey's public key; a passkey of a kind that the ledger does not take is refused.
    static VerificationKey key(Passkey passkey) {
        return VerificationKey.ofCoseKey(passkey.coseKey());
    }

    Optional<KeyStanding> standing(Caller caller, Passkey passkey) {
        KeyId id;
        try {
            id = key(passkey).id();
        } catch (SalusException ofAnotherKind) {
            return Optional.empty();
        }
        return principals.key(caller.principal(), id);
    }

    /// A draft for this passkey to sign, if it may sign for the caller.
    Preparation prepare(Caller caller, Passkey signer, Command command) {
        Optional<KeyStanding> standing = standing(caller, signer);
        if (standing.isEmpty() || standing.get().state() != State.IN_FORCE) {
            boolean revoked =
                    standing.filter(found -> found.state() == State.REVOKED).isPresent();
            return new Preparation.Refused(Refusal.of(revoked ? ErrorCode.REVOKED_KEY : ErrorCode.UNKNOWN_KEY));
        }
        Attestation attestation = new Attestation.PrincipalSigned(
                caller.principal(), standing.get().id());
        Transaction transaction = network.unsigned(attestation, List.of(command));
        Octets payload = transaction.encode();
        Octets challenge = WebAuthnAssertion.challenge(Transaction.CHALLENGE_DOMAIN, payload);
        return new Preparation.Ready(new Draft(payload, challenge, signer, transaction.notAfter()));
    }
}
