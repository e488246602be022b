package health.salus.client;

import health.salus.client.api.NetworkMember;
import health.salus.client.api.NetworkMembers;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.SignedGenesis;
import health.salus.proof.receipt.TrustAnchor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Whom a verifier trusts, as a text file (docs/formats/trust.md): the network, and each member with its weight and its
/// key as a C2SP verifier key. It comes from the genesis, or from somebody one believes.
public final class TrustFile {

    private static final String FIRST_LINE = "salus trust v1";
    private static final String NETWORK = "network ";
    private static final String MEMBER = "member ";

    private TrustFile() {}

    public static String format(TrustAnchor anchor) {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        text.append(NETWORK).append(anchor.network()).append('\n');
        for (MemberEntry member : anchor.members().members()) {
            text.append(MEMBER)
                    .append(member.member())
                    .append(' ')
                    .append(member.weight())
                    .append(' ')
                    .append(member.verifierKey(anchor.network()))
                    .append('\n');
        }
        return text.toString();
    }

    /// Reads a trust file, or a genesis that all of its members have signed.
    public static TrustAnchor read(Path file) {
        Octets content = MemberHome.read(file);
        return content.toUtf8().startsWith(FIRST_LINE)
                ? parse(content.toUtf8())
                : ofGenesis(SignedGenesis.decode(content).verify());
    }

    public static TrustAnchor ofGenesis(Genesis genesis) {
        List<MemberEntry> members = genesis.members().stream()
                .map(card -> new MemberEntry(card.member(), card.weight(), card.checkpointVerificationKey()))
                .toList();
        return TrustAnchor.of(genesis.network(), new MemberSet(members));
    }

    /// What a node says about its network: to be pinned when first met, and compared with what others say.
    public static TrustAnchor ofNode(NetworkMembers network) {
        List<MemberEntry> members = network.members().stream()
                .sorted(Comparator.comparing(NetworkMember::member))
                .map(member -> new MemberEntry(
                        member.member(), member.weight(), VerificationKey.ed25519(member.checkpointKey())))
                .toList();
        return TrustAnchor.of(network.network(), new MemberSet(members));
    }

    public static TrustAnchor parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3
                || !lines.get(0).equals(FIRST_LINE)
                || !lines.get(1).startsWith(NETWORK)) {
            throw malformed("a trust file begins with '" + FIRST_LINE + "' and the network");
        }
        NetworkId network = new NetworkId(lines.get(1).substring(NETWORK.length()));
        List<MemberEntry> members = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            members.add(member(network, line));
        }
        return TrustAnchor.of(network, new MemberSet(members));
    }

    private static MemberEntry member(NetworkId network, String line) {
        String[] parts = line.split(" ", -1);
        if (!line.startsWith(MEMBER) || parts.length != 4 || !parts[2].matches("[1-9][0-9]{0,12}")) {
            throw malformed("a member's line has an id, a weight and a verifier key");
        }
        String[] key = parts[3].split("\\+", 3);
        Octets typed = key.length == 3 ? Octets.ofBase64(key[2]) : Octets.EMPTY;
        if (typed.length() < 2) {
            throw malformed("not a verifier key of member " + parts[1]);
        }
        MemberEntry entry = new MemberEntry(
                new MemberId(parts[1]),
                Long.parseLong(parts[2]),
                VerificationKey.ed25519(typed.slice(1, typed.length())));
        // Name, hash and kind are said by the text as well: they have to be those of the key.
        if (!entry.verifierKey(network).equals(parts[3])) {
            throw malformed("not a verifier key of member " + parts[1] + " of network " + network);
        }
        return entry;
    }

    private static SalusException malformed(String detail) {
        return new SalusException(ErrorCode.MALFORMED, detail);
    }
}
