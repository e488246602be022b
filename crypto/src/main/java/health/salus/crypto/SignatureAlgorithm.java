package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;

/// The signature algorithms of the ledger, named as COSE names them (RFC 9053 section 2). Both have signatures of one
/// fixed length.
public enum SignatureAlgorithm {
    /// EdDSA on edwards25519 (RFC 8032); keys are 32 bytes.
    ED25519(-8, 32),
    /// ECDSA on P-256 with SHA-256; keys are the two coordinates, signatures r and s, 32 bytes each.
    ES256(-7, 64);

    /// The same for both algorithms: two numbers of 32 bytes.
    public static final int SIGNATURE_BYTES = 64;

    private final int coseId;
    private final int keyBytes;

    SignatureAlgorithm(int coseId, int keyBytes) {
        this.coseId = coseId;
        this.keyBytes = keyBytes;
    }

    /// The identifier in the IANA registry "COSE Algorithms".
    public int coseId() {
        return coseId;
    }

    /// Length of a verification key in Salus' encoding.
    public int keyBytes() {
        return keyBytes;
    }

    public static SignatureAlgorithm ofCoseId(long coseId) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.coseId == coseId) {
                return algorithm;
            }
        }
        throw new SalusException(
                ErrorCode.UNSUPPORTED_VERSION,
                "COSE algorithm " + coseId + "; supported are -8 (EdDSA) and -7 (ES256)");
    }
}
