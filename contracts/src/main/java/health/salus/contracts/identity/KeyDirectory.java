package health.salus.contracts.identity;

import health.salus.crypto.CoseSign1;
import health.salus.crypto.RelyingParty;
import health.salus.crypto.VerificationKey;
import health.salus.crypto.WebAuthnAssertion;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.ledger.execution.Authenticator;
import health.salus.ledger.state.StateReader;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Instant;
import java.util.Optional;

/// Checks the signature of a transaction against the keys that the state has, as it is when consensus reaches the
/// transaction: a key that was revoked in the round before is not accepted any more.
public final class KeyDirectory implements Authenticator {

    /// What a passkey signs a challenge for, so that a login never passes for a signature under a transaction.
    public static final String CHALLENGE_DOMAIN = "salus/transaction/v1";

    @Override
    public Optional<ErrorCode> rejection(SignedTransaction transaction, StateReader state, Instant time) {
        Attestation attestation = transaction.transaction().attestation();
        return switch (attestation) {
            case Attestation.PrincipalSigned signed -> signatureRejection(transaction, signed.actor(), state, time);
            case Attestation.MemberAsserted asserted -> assertionRejection(transaction, asserted, state, time);
        };
    }

    /// The key that the attestation names, in force or not: who looks at an old signature needs it too.
    public Optional<VerificationKey> signerKey(SignedTransaction transaction, StateReader state) {
        Attestation attestation = transaction.transaction().attestation();
        Optional<PrincipalId> signer = switch (attestation) {
            case Attestation.PrincipalSigned signed -> Optional.of(signed.actor());
            case Attestation.MemberAsserted asserted ->
                Directory.of(state).member(asserted.member()).map(MemberRecord::principal);
        };
        return signer.flatMap(principal -> Keys.of(state).find(principal, attestation.key()))
                .map(KeyRecord::key);
    }

    /// A member asserts for whom it hosts, with a key of its own service.
    private static Optional<ErrorCode> assertionRejection(
            SignedTransaction transaction, Attestation.MemberAsserted asserted, StateReader state, Instant time) {
        Directory directory = Directory.of(state);
        Optional<MemberRecord> member = directory.member(asserted.member());
        if (member.isEmpty()) {
            return Optional.of(ErrorCode.UNKNOWN_MEMBER);
        }
        Optional<PrincipalRecord> actor = directory.principal(asserted.actor());
        if (actor.isEmpty()) {
            return Optional.of(ErrorCode.UNKNOWN_PRINCIPAL);
        }
        return directory.hosts(asserted.member(), actor.get().organisation())
                ? signatureRejection(transaction, member.get().principal(), state, time)
                : Optional.of(ErrorCode.NOT_AUTHORISED);
    }

    private static Optional<ErrorCode> signatureRejection(
            SignedTransaction transaction, PrincipalId signer, StateReader state, Instant time) {
        CoseSign1 envelope = transaction.signature();
        Attestation attestation = transaction.transaction().attestation();
        Optional<KeyRecord> found = Keys.of(state).find(signer, attestation.key());
        if (found.isEmpty()) {
            return Optional.of(ErrorCode.UNKNOWN_KEY);
        }
        KeyRecord key = found.get();
        if (!key.isInForce(time)) {
            return Optional.of(key.isRevoked(time) ? ErrorCode.REVOKED_KEY : ErrorCode.UNKNOWN_KEY);
        }
        boolean named = envelope.keyId().equals(attestation.key())
                && envelope.algorithm() == key.key().algorithm();
        return named && isSignedWith(key, envelope) ? Optional.empty() : Optional.of(ErrorCode.BAD_SIGNATURE);
    }

    /// A passkey signs through its portal only, a key file never does.
    private static boolean isSignedWith(KeyRecord key, CoseSign1 envelope) {
        if (key.passkey().isEmpty()) {
            return envelope.verify(key.key());
        }
        RelyingParty portal = key.passkey().get();
        Octets challenge = WebAuthnAssertion.challenge(CHALLENGE_DOMAIN, envelope.payload());
        return envelope.assertion()
                .filter(assertion ->
                        assertion.verify(key.key(), portal, challenge, true).isEmpty())
                .isPresent();
    }
}
