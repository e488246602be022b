package health.salus.proof.receipt;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.proof.CheckpointKeys;
import health.salus.proof.CosignatureKind;
import health.salus.proof.Decimal;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import java.util.ArrayList;
import java.util.List;

/// Members as text: a line for each, with its id, its weight and its verifier keys. A receipt has the Ed25519 key only.
public final class MemberLines {

    public static final String PREFIX = "member ";

    private static final int LISTED_PARTS = 4;

    private MemberLines() {}

    public static List<String> format(MemberSet members, NetworkId network) {
        return members.members().stream()
                .map(entry -> PREFIX + entry.member() + " " + entry.weight() + " "
                        + entry.verifierKey(CosignatureKind.ED25519, network) + " "
                        + entry.verifierKey(CosignatureKind.ML_DSA_44, network))
                .toList();
    }

    public static MemberSet parse(List<String> lines, NetworkId network) {
        List<MemberEntry> members = new ArrayList<>();
        for (String line : lines) {
            String[] parts = parts(line, LISTED_PARTS + 1);
            MemberId id = new MemberId(parts[1]);
            members.add(new MemberEntry(
                    id, Decimal.parse(parts[2]), CheckpointKeys.parse(parts[3], parts[4], network, id)));
        }
        return new MemberSet(members);
    }

    static List<String> listed(List<ListedMember> members, NetworkId network) {
        return members.stream()
                .map(each -> PREFIX + each.member() + " " + each.weight() + " "
                        + CheckpointKeys.verifierKey(each.ed25519(), network, each.member()))
                .toList();
    }

    static List<ListedMember> parseListed(List<String> lines, NetworkId network) {
        List<ListedMember> members = new ArrayList<>();
        for (String line : lines) {
            String[] parts = parts(line, LISTED_PARTS);
            MemberId id = new MemberId(parts[1]);
            members.add(
                    new ListedMember(id, Decimal.parse(parts[2]), CheckpointKeys.parseEd25519(parts[3], network, id)));
        }
        if (members.isEmpty() || members.size() > MemberSet.MAX_MEMBERS) {
            throw new SalusException(ErrorCode.MALFORMED, "a receipt lists 1 to " + MemberSet.MAX_MEMBERS + " members");
        }
        return members;
    }

    private static String[] parts(String line, int count) {
        String[] parts = line.split(" ", -1);
        if (parts.length != count) {
            throw new SalusException(ErrorCode.MALFORMED, "a member line has an id, a weight and its keys");
        }
        return parts;
    }
}
