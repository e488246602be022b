package health.salus.proof.receipt;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.proof.MemberSet;
import java.time.Instant;
import java.util.Optional;

/// All that a verifier of receipts needs to trust: which network, and which members hold its votes. It comes from
/// the network's genesis, or from someone the verifier believes, and never from the receipt.
///
/// @param notBefore when given, cosignatures made earlier do not count: for proofs that age, such as that of a
/// consent in force
public record TrustAnchor(NetworkId network, MemberSet members, Optional<Instant> notBefore) {

    private static final String FIRST_LINE = "salus trust v1";
    private static final String NETWORK = "network ";

    public static TrustAnchor of(NetworkId network, MemberSet members) {
        return new TrustAnchor(network, members, Optional.empty());
    }

    /// The file form: a first line, the network, and a line for each member.
    public String format() {
        return FIRST_LINE + "\n" + NETWORK + network + "\n" + String.join("\n", MemberLines.format(members, network))
                + "\n";
    }

    public static TrustAnchor parse(String text) {
        Lines lines = new Lines(text);
        lines.expect(FIRST_LINE);
        NetworkId network = new NetworkId(lines.value(NETWORK));
        MemberSet members = MemberLines.parse(lines.takeWhile(MemberLines.PREFIX), network);
        if (!lines.rest().isEmpty()) {
            throw new SalusException(ErrorCode.MALFORMED, "something follows the members");
        }
        return of(network, members);
    }

    public TrustAnchor requiringNewerThan(Instant time) {
        return new TrustAnchor(network, members, Optional.of(time));
    }
}
