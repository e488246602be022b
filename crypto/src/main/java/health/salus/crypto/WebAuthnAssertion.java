package health.salus.crypto;

import health.salus.kernel.CborValue;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.List;
import java.util.Optional;

/// What a passkey returns when a page asks it to sign a challenge (Web Authentication Level 3, section 5.2.2), as raw
/// bytes.
///
/// Verification is pure: it needs no clock, no network and no state, so a contract may do it, and so may a holder
/// of a receipt.
///
/// @param signature as the authenticator gives it: 64 bytes for EdDSA, ASN.1 DER for ES256
public record WebAuthnAssertion(Octets authenticatorData, Octets clientDataJson, Octets signature) {

    /// Authenticator data is 37 bytes plus extensions, client data some 200; these leave room for what browsers may
    /// add.
    public static final int MAX_AUTHENTICATOR_DATA_BYTES = 1024;

    public static final int MAX_CLIENT_DATA_BYTES = 4096;

    private static final String HEADER = "webauthn";
    private static final String TYPE = "webauthn.get";

    /// rpIdHash, flags, signature counter (section 6.1).
    private static final int MIN_AUTHENTICATOR_DATA_BYTES = 37;

    private static final int FLAGS_AT = 32;
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;

    public WebAuthnAssertion {
        if (authenticatorData.length() > MAX_AUTHENTICATOR_DATA_BYTES
                || clientDataJson.length() > MAX_CLIENT_DATA_BYTES) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE,
                    "an assertion has at most " + MAX_AUTHENTICATOR_DATA_BYTES + " bytes of authenticator data and "
                            + MAX_CLIENT_DATA_BYTES + " of client data");
        }
    }

    /// Why an assertion is refused.
    public enum Refusal {
        MALFORMED,
        WRONG_TYPE,
        WRONG_CHALLENGE,
        WRONG_ORIGIN,
        CROSS_ORIGIN,
        WRONG_RELYING_PARTY,
        USER_NOT_PRESENT,
        USER_NOT_VERIFIED,
        BAD_SIGNATURE
    }

    /// The challenge that stands for a payload. The domain, such as `salus/transaction/v1`, keeps a signature made
    /// for one use (a login, whose challenges are random) from passing for another.
    public static Octets challenge(String domain, Octets payload) {
        return Digest.sha256(Octets.utf8(domain + "\0"), payload).octets();
    }

    /// Empty if the key signed this challenge for this site; otherwise the first reason against, in the order of
    /// section 7.2.
    ///
    /// The signature counter is not looked at: passkeys that are synchronised between devices leave it at zero.
    public Optional<Refusal> verify(
            VerificationKey key, RelyingParty site, Octets expectedChallenge, boolean userVerification) {
        return clientDataRefusal(site, expectedChallenge)
                .or(() -> authenticatorRefusal(site, userVerification))
                .or(() -> signedBy(key) ? Optional.empty() : Optional.of(Refusal.BAD_SIGNATURE));
    }

    /// True if the key signed this challenge, for whichever site: for who knows the key from elsewhere, but not the
    /// site that it belongs to.
    public boolean signs(VerificationKey key, Octets expectedChallenge) {
        try {
            ClientData client = ClientData.parse(clientDataJson);
            return client.type().equals(TYPE)
                    && client.challenge().equals(expectedChallenge.base64Url())
                    && signedBy(key);
        } catch (SalusException malformed) {
            return false;
        }
    }

    /// Steps 10 to 14: what the browser says it was asked.
    private Optional<Refusal> clientDataRefusal(RelyingParty site, Octets expectedChallenge) {
        ClientData client;
        try {
            client = ClientData.parse(clientDataJson);
        } catch (SalusException malformed) {
            return Optional.of(Refusal.MALFORMED);
        }
        if (!client.type().equals(TYPE)) {
            return Optional.of(Refusal.WRONG_TYPE);
        }
        if (!client.challenge().equals(expectedChallenge.base64Url())) {
            return Optional.of(Refusal.WRONG_CHALLENGE);
        }
        if (!site.origins().contains(client.origin())) {
            return Optional.of(Refusal.WRONG_ORIGIN);
        }
        return client.crossOrigin() ? Optional.of(Refusal.CROSS_ORIGIN) : Optional.empty();
    }

    /// Steps 15 to 17: what the authenticator says of the site and of the person.
    private Optional<Refusal> authenticatorRefusal(RelyingParty site, boolean userVerification) {
        if (authenticatorData.length() < MIN_AUTHENTICATOR_DATA_BYTES) {
            return Optional.of(Refusal.MALFORMED);
        }
        if (!authenticatorData.slice(0, FLAGS_AT).equals(site.idHash())) {
            return Optional.of(Refusal.WRONG_RELYING_PARTY);
        }
        int flags = authenticatorData.at(FLAGS_AT);
        if ((flags & USER_PRESENT) == 0) {
            return Optional.of(Refusal.USER_NOT_PRESENT);
        }
        return userVerification && (flags & USER_VERIFIED) == 0
                ? Optional.of(Refusal.USER_NOT_VERIFIED)
                : Optional.empty();
    }

    /// Steps 20 and 21.
    private boolean signedBy(VerificationKey key) {
        Octets signed =
                Octets.concat(authenticatorData, Digest.sha256(clientDataJson).octets());
        return switch (key.algorithm()) {
            case ED25519 -> key.verify(signed, signature);
            case ES256 ->
                EcdsaDer.toFixedLength(signature)
                        .map(numbers -> key.verify(signed, numbers))
                        .orElse(false);
        };
    }

    /// The unprotected header that carries an assertion inside [CoseSign1].
    CborValue.Map toHeader() {
        CborValue parts = new CborValue.Array(
                List.of(new CborValue.Bytes(authenticatorData), new CborValue.Bytes(clientDataJson)));
        return new CborValue.Map(List.of(new CborValue.Entry(new CborValue.Text(HEADER), parts)));
    }

    /// Empty for an empty header; whatever is neither empty nor one assertion is refused.
    static Optional<WebAuthnAssertion> ofHeader(CborValue.Map header, Octets signature) {
        if (header.entries().isEmpty()) {
            return Optional.empty();
        }
        if (header.entries().size() == 1
                && header.get(HEADER).orElse(null) instanceof CborValue.Array(List<CborValue> parts)
                && parts.size() == 2
                && parts.get(0) instanceof CborValue.Bytes(Octets authenticatorData)
                && parts.get(1) instanceof CborValue.Bytes(Octets clientDataJson)) {
            return Optional.of(new WebAuthnAssertion(authenticatorData, clientDataJson, signature));
        }
        throw new SalusException(ErrorCode.MALFORMED, "the unprotected header is empty or holds one assertion");
    }
}
