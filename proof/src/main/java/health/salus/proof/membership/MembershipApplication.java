package health.salus.proof.membership;

import health.salus.crypto.CoseSign1;
import health.salus.crypto.SigningKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;

/// A card that its member gives to one network, to join it or to replace the card that the network has. The member's
/// key signs it, so that nobody brings keys into a network that are another's.
///
/// @param application COSE_Sign1 over the content, by the member key that the card names
public record MembershipApplication(Octets application) {

    private static final int MAX_BYTES = 2 * PublicCard.MAX_BYTES;
    private static final RecordCodec<Content> CODEC = RecordCodec.of(Content.class);

    private record Content(NetworkId network, PublicCard card) {}

    public MembershipApplication {
        if (application.length() > MAX_BYTES) {
            throw new SalusException(ErrorCode.TOO_LARGE, "an application has at most " + MAX_BYTES + " bytes");
        }
    }

    public static MembershipApplication sign(NetworkId network, PublicCard card, SigningKey memberKey) {
        return new MembershipApplication(CoseSign1.sign(CODEC.encode(new Content(network, card)), memberKey)
                .encode());
    }

    /// The card as it stands there, whoever signed it.
    public PublicCard card() {
        return CODEC.decode(CoseSign1.parse(application).payload(), MAX_BYTES).card;
    }

    /// The card, if its own member gave it to this network.
    public PublicCard verify(NetworkId network) {
        CoseSign1 signed = CoseSign1.parse(application);
        Content content = CODEC.decode(signed.payload(), MAX_BYTES);
        if (!content.network.equals(network)) {
            throw new SalusException(
                    ErrorCode.WRONG_NETWORK, "the application is for network " + content.network + ", not " + network);
        }
        if (!signed.verify(content.card.memberVerificationKey())) {
            throw new SalusException(
                    ErrorCode.BAD_SIGNATURE, "member " + content.card.member() + " did not sign its application");
        }
        return content.card;
    }
}
