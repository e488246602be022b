package health.salus.proof.membership;

import health.salus.crypto.CoseSign1;
import health.salus.crypto.SigningKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;

/// A genesis and its members' signatures. A network begins only when every member has signed the same bytes.
///
/// @param signatures COSE_Sign1 over the genesis by members' keys
public record SignedGenesis(Octets genesis, List<Octets> signatures) {

    private static final int MAX_BYTES = 2 * Genesis.MAX_BYTES;
    private static final RecordCodec<SignedGenesis> CODEC = RecordCodec.of(SignedGenesis.class);

    public SignedGenesis {
        signatures = List.copyOf(signatures);
    }

    public static SignedGenesis unsigned(Genesis genesis) {
        return new SignedGenesis(genesis.encode(), List.of());
    }

    /// Adds one member's signature.
    public SignedGenesis sign(SigningKey memberKey) {
        List<Octets> more = new ArrayList<>(signatures);
        more.add(CoseSign1.sign(genesis, memberKey).encode());
        return new SignedGenesis(genesis, more);
    }

    /// Brings together the signatures that members made apart from each other.
    public SignedGenesis merge(SignedGenesis other) {
        if (!genesis.equals(other.genesis)) {
            throw new SalusException(ErrorCode.MALFORMED, "the two files hold different geneses");
        }
        List<Octets> both = new ArrayList<>(signatures);
        other.signatures.stream().filter(signature -> !both.contains(signature)).forEach(both::add);
        return new SignedGenesis(genesis, both);
    }

    /// The genesis, if every one of its members has signed it.
    public Genesis verify() {
        Genesis content = Genesis.decode(genesis);
        List<CoseSign1> parsed = signatures.stream().map(CoseSign1::parse).toList();
        for (PublicCard card : content.members()) {
            boolean signed = parsed.stream()
                    .anyMatch(signature ->
                            signature.payload().equals(genesis) && signature.verify(card.memberVerificationKey()));
            if (!signed) {
                throw new SalusException(
                        ErrorCode.BAD_SIGNATURE, "member " + card.member() + " has not signed the genesis");
            }
        }
        return content;
    }

    public Octets encode() {
        return CODEC.encode(this);
    }

    public static SignedGenesis decode(Octets encoded) {
        return CODEC.decode(encoded, MAX_BYTES);
    }
}
