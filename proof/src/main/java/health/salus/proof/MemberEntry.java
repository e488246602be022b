package health.salus.proof;

import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;

/// A member that cosigns checkpoints.
///
/// @param weight its share of the votes
/// @param checkpointKey an Ed25519 key that signs checkpoints and nothing else
public record MemberEntry(MemberId member, long weight, VerificationKey checkpointKey) {

    /// Keeps sums of weights far from overflow.
    public static final long MAX_WEIGHT = 1_000_000_000_000L;

    /// C2SP signed-note, "Signature types": timestamped Ed25519 cosignatures.
    private static final Octets COSIGNATURE = Octets.of((byte) 0x04);

    public MemberEntry {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new SalusException(ErrorCode.MALFORMED, "a member's weight lies between 1 and " + MAX_WEIGHT);
        }
        if (checkpointKey.algorithm() != SignatureAlgorithm.ED25519) {
            throw new SalusException(ErrorCode.MALFORMED, "checkpoints are cosigned with Ed25519");
        }
    }

    /// The name in the member's signature lines.
    public static String keyName(NetworkId network, MemberId member) {
        return Checkpoint.origin(network) + "/" + member.value();
    }

    /// C2SP tlog-cosignature, "Format": the first four bytes of the hash over name, newline, kind and key.
    static Octets keyHash(String keyName, VerificationKey key) {
        return Digest.sha256(Octets.utf8(keyName + "\n"), COSIGNATURE, key.encoded())
                .octets()
                .slice(0, NoteSignature.KEY_HASH_BYTES);
    }

    /// The member's key as text for other tools: name, hash and key (C2SP signed-note, "Verifier keys").
    public String verifierKey(NetworkId network) {
        String name = keyName(network, member);
        return name + "+" + keyHash(name, checkpointKey).hex() + "+"
                + Octets.concat(COSIGNATURE, checkpointKey.encoded()).base64();
    }

    /// Reads [#verifierKey], which must be this member's in this network.
    public static VerificationKey parseVerifierKey(String text, NetworkId network, MemberId member) {
        String[] parts = text.split("\\+", 3);
        if (parts.length == 3 && parts[0].equals(keyName(network, member))) {
            Octets key = Base64Text.parse(parts[2]);
            if (key.length() == 1 + SignatureAlgorithm.ED25519.keyBytes()
                    && key.slice(0, 1).equals(COSIGNATURE)) {
                VerificationKey parsed = VerificationKey.ed25519(key.slice(1, key.length()));
                if (keyHash(parts[0], parsed).hex().equals(parts[1])) {
                    return parsed;
                }
            }
        }
        throw new SalusException(ErrorCode.MALFORMED, "not the verifier key of member " + member);
    }
}
