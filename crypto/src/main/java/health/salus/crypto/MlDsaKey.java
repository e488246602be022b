package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/// A public key of ML-DSA-44 (FIPS 204), which no quantum computer is known to break.
///
/// A type of its own, and no [VerificationKey]: it signs checkpoints only, and nothing that takes the keys of people or
/// passkeys can be given one by accident (docs/decisions/0100).
///
/// @param encoded the bytes of FIPS 204 algorithm 22 (`pkEncode`); each byte string of that length is a key
public record MlDsaKey(Octets encoded) {

    /// FIPS 204 table 2.
    public static final int KEY_BYTES = 1312;

    /// FIPS 204 table 2.
    public static final int SIGNATURE_BYTES = 2420;

    public MlDsaKey {
        if (encoded.length() != KEY_BYTES) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "an ML-DSA-44 key has " + KEY_BYTES + " bytes, not " + encoded.length());
        }
    }

    /// FIPS 204 algorithm 3 with the empty context. A signature of the wrong length is refused like any other.
    public boolean verify(Octets message, Octets signature) {
        return signature.length() == SIGNATURE_BYTES && verify(MLDSAParameters.ml_dsa_44, encoded, message, signature);
    }

    static boolean verify(MLDSAParameters parameters, Octets key, Octets message, Octets signature) {
        MLDSASigner verifier = new MLDSASigner();
        verifier.init(false, new MLDSAPublicKeyParameters(parameters, key.toArray()));
        verifier.update(message.toArray(), 0, message.length());
        return verifier.verifySignature(signature.toArray());
    }
}
