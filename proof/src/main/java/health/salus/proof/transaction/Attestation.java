package health.salus.proof.transaction;

import health.salus.kernel.Digest;
import health.salus.kernel.KeyId;
import health.salus.kernel.MemberId;
import health.salus.kernel.PrincipalId;

/// Who stands behind a transaction, and how far that can be proven. Every receipt shows which of the two it was.
public sealed interface Attestation {

    /// The registered key that made the signature.
    KeyId key();

    /// Whose act it is.
    PrincipalId actor();

    /// The principal's own key signed: it can be proven against the principal.
    record PrincipalSigned(PrincipalId actor, KeyId key) implements Attestation {}

    /// A member's node signed and asserts that the actor asked for it with a bearer token: it can be proven against the
    /// member only.
    ///
    /// @param issuer the `iss` of the token
    /// @param tokenHash SHA-256 of the token, so that the member can be asked to show it
    record MemberAsserted(MemberId member, KeyId key, PrincipalId actor, String issuer, Digest tokenHash)
            implements Attestation {}
}
