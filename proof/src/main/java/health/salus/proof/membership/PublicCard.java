package health.salus.proof.membership;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;

/// What a member tells the others before the network exists. All of it is public.
///
/// @param organisation the organisation that runs the node
/// @param displayName the organisation's name, as people know it
/// @param memberKey COSE_Key of the key that signs transactions and acknowledgements
/// @param checkpointKey COSE_Key of the key that cosigns checkpoints, and nothing else
/// @param tlsCertificate X.509 in DER: the one certificate that peers accept from this member
/// @param gossipCertificate X.509 in DER for the consensus engine; empty on a solo network
/// @param peerAddress `https://host:port` of the node's door for other members
/// @param gossipAddress `host:port` of the consensus engine; empty on a solo network
public record PublicCard(
        int version,
        MemberId member,
        OrganisationId organisation,
        String displayName,
        long weight,
        Octets memberKey,
        Octets checkpointKey,
        Octets tlsCertificate,
        Octets gossipCertificate,
        String peerAddress,
        String gossipAddress) {

    public static final int VERSION = 1;
    public static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_NAME_LENGTH = 200;
    private static final long MAX_WEIGHT = 1_000_000;

    private static final RecordCodec<PublicCard> CODEC = RecordCodec.of(PublicCard.class);

    public PublicCard {
        if (version != VERSION) {
            throw new SalusException(
                    ErrorCode.UNSUPPORTED_VERSION, "public card version " + version + "; supported: 1");
        }
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new SalusException(ErrorCode.MALFORMED, "a member's weight lies between 1 and " + MAX_WEIGHT);
        }
        if (displayName.isBlank() || displayName.length() > MAX_NAME_LENGTH) {
            throw new SalusException(ErrorCode.MALFORMED, "a display name has 1 to " + MAX_NAME_LENGTH + " characters");
        }
    }

    public VerificationKey memberVerificationKey() {
        return VerificationKey.ofCoseKey(memberKey);
    }

    public VerificationKey checkpointVerificationKey() {
        return VerificationKey.ofCoseKey(checkpointKey);
    }

    public Octets encode() {
        return CODEC.encode(this);
    }

    public static PublicCard decode(Octets encoded) {
        return CODEC.decode(encoded, MAX_BYTES);
    }
}
