package health.salus.crypto;

import health.salus.kernel.CborValue;
import health.salus.kernel.Digest;
import health.salus.kernel.KeyId;
import health.salus.kernel.Octets;

/// A public key that is known to be sound: it has the right length, lies on its curve, is encoded canonically, and
/// for Ed25519 lies in the subgroup of prime order. So whoever holds a `VerificationKey` need not check it again.
///
/// @param encoded the 32 bytes of RFC 8032 section 5.1.2, or the coordinates x and y, 32 bytes each
public record VerificationKey(SignatureAlgorithm algorithm, Octets encoded) {

    private static final int ID_BYTES = 16;

    public VerificationKey {
        CheckedKeys.check(algorithm, encoded);
    }

    public static VerificationKey ed25519(Octets encoded) {
        return new VerificationKey(SignatureAlgorithm.ED25519, encoded);
    }

    /// Reads a COSE_Key (RFC 9052 section 7) that holds exactly the labels which [#coseKey()] writes.
    public static VerificationKey ofCoseKey(Octets coseKey) {
        return CoseKeys.decode(coseKey);
    }

    /// The COSE_Key in deterministic CBOR: its hash names the key.
    public Octets coseKey() {
        return CoseKeys.encode(this);
    }

    public KeyId id() {
        return new KeyId(Digest.sha256(coseKey()).octets().slice(0, ID_BYTES).hex());
    }

    /// True if the signature was made over exactly this message with the private key. Every member of a network
    /// gets the same answer, whichever library it runs on (docs/decisions/0021). A signature of the wrong length is
    /// refused like any other.
    public boolean verify(Octets message, Octets signature) {
        return signature.length() == SignatureAlgorithm.SIGNATURE_BYTES
                && SignatureEngine.current().verify(this, message.toArray(), signature.toArray());
    }

    CborValue.Bytes half(int index) {
        return new CborValue.Bytes(encoded.slice(32 * index, 32 * index + 32));
    }
}
