package health.salus.proof.membership;

import health.salus.crypto.MlDsaKey;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.proof.CheckpointKeys;
import health.salus.proof.MemberEntry;

/// What a member tells the others before the network exists. All of it is public.
///
/// @param organisation the organisation that runs the node
/// @param displayName the organisation's name, as people know it
/// @param memberKey COSE_Key of the key that signs transactions and acknowledgements
/// @param checkpointKey COSE_Key of the Ed25519 key that cosigns checkpoints, and nothing else
/// @param checkpointMlDsaKey the ML-DSA-44 key that cosigns them beside it
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
        MlDsaKey checkpointMlDsaKey,
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

    public CheckpointKeys checkpointKeys() {
        return new CheckpointKeys(VerificationKey.ofCoseKey(checkpointKey), checkpointMlDsaKey);
    }

    /// What the card says of the member in a member set.
    public MemberEntry memberEntry() {
        return new MemberEntry(member, weight, checkpointKeys());
    }

    /// The same card with as many votes as the network gives its member.
    public PublicCard withWeight(long voted) {
        return new PublicCard(
                version,
                member,
                organisation,
                displayName,
                voted,
                memberKey,
                checkpointKey,
                checkpointMlDsaKey,
                tlsCertificate,
                gossipCertificate,
                peerAddress,
                gossipAddress);
    }

    /// The same card with what the engine for several members needs.
    public PublicCard withGossip(Octets certificate, String address) {
        return new PublicCard(
                version,
                member,
                organisation,
                displayName,
                weight,
                memberKey,
                checkpointKey,
                checkpointMlDsaKey,
                tlsCertificate,
                certificate,
                peerAddress,
                address);
    }

    /// Whether another member could be taken for this one: a key, a certificate or an address stands for one only.
    public boolean sharesIdentityWith(PublicCard other) {
        return memberKey.equals(other.memberKey)
                || checkpointKey.equals(other.checkpointKey)
                || memberKey.equals(other.checkpointKey)
                || checkpointKey.equals(other.memberKey)
                || checkpointMlDsaKey.equals(other.checkpointMlDsaKey)
                || tlsCertificate.equals(other.tlsCertificate)
                || peerAddress.equals(other.peerAddress)
                || (gossips() && gossipCertificate.equals(other.gossipCertificate))
                || (gossips() && gossipAddress.equals(other.gossipAddress));
    }

    /// Whether the member has what the engine for several members needs.
    public boolean gossips() {
        return !gossipAddress.isEmpty() && !gossipCertificate.isEmpty();
    }

    public Octets encode() {
        return CODEC.encode(this);
    }

    public static PublicCard decode(Octets encoded) {
        return CODEC.decode(encoded, MAX_BYTES);
    }
}
