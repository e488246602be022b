package health.salus.proof.receipt;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.MemberSet;
import java.time.Instant;
import java.util.Optional;

/// All that a verifier of receipts needs to trust: which network, and which members hold its votes. It comes from
/// the network's genesis, or from someone the verifier believes, and never from the receipt.
///
/// @param members those at the network's beginning, or at a later time that the verifier knows of
/// @param notBefore when given, cosignatures made earlier do not count. For proofs that age, such as that of a
/// consent in force: a value of the state has also to be of a block of this time, or of the last block when they were
/// made
/// @param required which kinds of cosignatures have to be complete
public record TrustAnchor(
        NetworkId network, MemberSet members, Optional<Instant> notBefore, CosignatureRequirement required) {

    /// How a trust file begins.
    public static final String FIRST_LINE = "salus trust v1";

    private static final String NETWORK = "network ";
    private static final String REQUIRE = "require ";

    public static TrustAnchor of(NetworkId network, MemberSet members) {
        return new TrustAnchor(network, members, Optional.empty(), CosignatureRequirement.EITHER);
    }

    /// The file form (docs/formats/trust.md).
    public String format() {
        return FIRST_LINE + "\n" + NETWORK + network + "\n" + REQUIRE + required.word() + "\n"
                + String.join("\n", MemberLines.format(members, network)) + "\n";
    }

    public static TrustAnchor parse(String text) {
        Lines lines = new Lines(text, "trust file");
        lines.expect(FIRST_LINE);
        NetworkId network = new NetworkId(lines.value(NETWORK));
        CosignatureRequirement required =
                lines.isNext(REQUIRE) ? requirement(lines.value(REQUIRE)) : CosignatureRequirement.EITHER;
        MemberSet members = MemberLines.parse(lines.takeWhile(MemberLines.PREFIX), network);
        if (!lines.rest().isEmpty()) {
            throw new SalusException(ErrorCode.MALFORMED, "something follows the members");
        }
        return of(network, members).requiring(required);
    }

    private static CosignatureRequirement requirement(String word) {
        return CosignatureRequirement.ofWord(word)
                .orElseThrow(() -> new SalusException(
                        ErrorCode.MALFORMED, "what is required is ed25519, ml-dsa-44, either or both"));
    }

    public TrustAnchor requiringNewerThan(Instant time) {
        return new TrustAnchor(network, members, Optional.of(time), required);
    }

    public TrustAnchor requiring(CosignatureRequirement kinds) {
        return new TrustAnchor(network, members, notBefore, kinds);
    }
}
