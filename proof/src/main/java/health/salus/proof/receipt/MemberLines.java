package health.salus.proof.receipt;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.proof.Decimal;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import java.util.ArrayList;
import java.util.List;

/// A member set as text: a line for each member, with its id, its weight and its verifier key.
final class MemberLines {

    static final String PREFIX = "member ";

    private MemberLines() {}

    static List<String> format(MemberSet members, NetworkId network) {
        return members.members().stream()
                .map(entry -> PREFIX + entry.member() + " " + entry.weight() + " " + entry.verifierKey(network))
                .toList();
    }

    static MemberSet parse(List<String> lines, NetworkId network) {
        List<MemberEntry> members = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split(" ", -1);
            if (parts.length != 4) {
                throw new SalusException(ErrorCode.MALFORMED, "a member line has an id, a weight and a key");
            }
            MemberId id = new MemberId(parts[1]);
            members.add(
                    new MemberEntry(id, Decimal.parse(parts[2]), MemberEntry.parseVerifierKey(parts[3], network, id)));
        }
        return new MemberSet(members);
    }
}
