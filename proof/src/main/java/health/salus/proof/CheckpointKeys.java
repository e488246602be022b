package health.salus.proof;

import health.salus.crypto.MlDsaKey;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;

/// A member's two keys that sign checkpoints and nothing else, one of each kind.
public record CheckpointKeys(VerificationKey ed25519, MlDsaKey mlDsa44) {

    public CheckpointKeys {
        if (ed25519.algorithm() != SignatureAlgorithm.ED25519) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "checkpoints are cosigned with Ed25519 and ML-DSA-44, and no other keys");
        }
    }

    /// The key's bytes, as the format counts them: 32 or 1312.
    Octets encoded(CosignatureKind kind) {
        return switch (kind) {
            case ED25519 -> ed25519.encoded();
            case ML_DSA_44 -> mlDsa44.encoded();
        };
    }

    boolean verify(CosignatureKind kind, Octets message, Octets signature) {
        return switch (kind) {
            case ED25519 -> ed25519.verify(message, signature);
            case ML_DSA_44 -> mlDsa44.verify(message, signature);
        };
    }

    Octets keyHash(CosignatureKind kind, String keyName) {
        return keyHash(kind, keyName, encoded(kind));
    }

    /// The key as text for other tools: name, hash and key (C2SP signed-note, "Verifier keys").
    public String verifierKey(CosignatureKind kind, NetworkId network, MemberId member) {
        return verifierKey(kind, MemberEntry.keyName(network, member), encoded(kind));
    }

    /// The same of an Ed25519 key by itself.
    public static String verifierKey(VerificationKey ed25519, NetworkId network, MemberId member) {
        return verifierKey(CosignatureKind.ED25519, MemberEntry.keyName(network, member), ed25519.encoded());
    }

    /// Reads what [#verifierKey] writes of both kinds; both must be this member's in this network.
    public static CheckpointKeys parse(String ed25519, String mlDsa44, NetworkId network, MemberId member) {
        return new CheckpointKeys(
                parseEd25519(ed25519, network, member),
                new MlDsaKey(parse(CosignatureKind.ML_DSA_44, mlDsa44, network, member)));
    }

    /// Reads what [#verifierKey] writes of an Ed25519 key, which must be this member's in this network.
    public static VerificationKey parseEd25519(String text, NetworkId network, MemberId member) {
        return VerificationKey.ed25519(parse(CosignatureKind.ED25519, text, network, member));
    }

    private static Octets parse(CosignatureKind kind, String text, NetworkId network, MemberId member) {
        String name = MemberEntry.keyName(network, member);
        String[] parts = text.split("\\+", 3);
        Octets typed = parts.length == 3 ? Base64Text.parse(parts[2]) : Octets.EMPTY;
        // One key has one text, so that writing it anew checks name, hash and kind at once.
        if (typed.isEmpty()
                || !verifierKey(kind, name, typed.slice(1, typed.length())).equals(text)) {
            throw new SalusException(ErrorCode.MALFORMED, "not the " + kind + " verifier key of member " + member);
        }
        return typed.slice(1, typed.length());
    }

    private static String verifierKey(CosignatureKind kind, String keyName, Octets key) {
        return keyName + "+" + keyHash(kind, keyName, key).hex() + "+"
                + Octets.concat(kind.type(), key).base64();
    }

    /// C2SP tlog-cosignature, "Format": the first four bytes of the hash over name, newline, kind and key.
    private static Octets keyHash(CosignatureKind kind, String keyName, Octets key) {
        return Digest.sha256(Octets.utf8(keyName + "\n"), kind.type(), key)
                .octets()
                .slice(0, NoteSignature.KEY_HASH_BYTES);
    }
}
