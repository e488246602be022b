package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Checks public keys, and remembers those that passed: the check costs twice as much as verifying a signature.
///
/// The memory is of a pure function, so it changes speed only.
final class CheckedKeys {

    /// About 300 bytes each; more keys than a node meets between two checkpoints.
    private static final int LIMIT = 8192;

    /// The part of a SubjectPublicKeyInfo before the key itself (RFC 8410 section 4, RFC 5480 section 2).
    private static final Octets ED25519_SPKI = Octets.ofHex("302a300506032b6570032100");

    private static final Octets P256_SPKI = Octets.ofHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private static final ConcurrentHashMap<Octets, PublicKey> KNOWN = new ConcurrentHashMap<>();

    private CheckedKeys() {}

    /// Throws unless the key is sound.
    static void check(SignatureAlgorithm algorithm, Octets encoded) {
        platformKey(algorithm, encoded);
    }

    /// The key as the Java platform's providers take it. The two algorithms' keys differ in length, so the bytes
    /// alone tell them apart.
    static PublicKey platformKey(SignatureAlgorithm algorithm, Octets encoded) {
        if (encoded.length() != algorithm.keyBytes()) {
            throw unsound(algorithm, "has " + algorithm.keyBytes() + " bytes, not " + encoded.length());
        }
        PublicKey known = KNOWN.get(encoded);
        if (known != null) {
            return known;
        }
        PublicKey parsed = switch (algorithm) {
            case ED25519 -> ed25519(encoded);
            case ES256 -> p256(encoded);
        };
        if (KNOWN.size() >= LIMIT) {
            KNOWN.clear();
        }
        KNOWN.put(encoded, parsed);
        return parsed;
    }

    private static PublicKey ed25519(Octets encoded) {
        // Refuses what is off the curve, not canonical, of low order, or outside the subgroup of prime order.
        if (!Ed25519.validatePublicKeyFull(encoded.toArray(), 0)) {
            throw unsound(SignatureAlgorithm.ED25519, "is not a canonical point of prime order");
        }
        return parse("Ed25519", Octets.concat(ED25519_SPKI, encoded));
    }

    private static PublicKey p256(Octets encoded) {
        try {
            P256.point(encoded);
        } catch (IllegalArgumentException outside) {
            throw unsound(SignatureAlgorithm.ES256, "is not a point of P-256");
        }
        return parse("EC", Octets.concat(P256_SPKI, encoded));
    }

    private static PublicKey parse(String keyFactory, Octets subjectPublicKeyInfo) {
        try {
            return KeyFactory.getInstance(keyFactory)
                    .generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo.toArray()));
        } catch (GeneralSecurityException refused) {
            throw new SalusException(ErrorCode.INTERNAL, "the Java runtime refuses a sound key", refused);
        }
    }

    private static SalusException unsound(SignatureAlgorithm algorithm, String why) {
        return new SalusException(ErrorCode.MALFORMED, "the " + algorithm + " key " + why);
    }
}
