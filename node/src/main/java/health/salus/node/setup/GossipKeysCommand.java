package health.salus.node.setup;

import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.node.keys.GossipKeys;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.NewMember;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `gossip-keys HOME MEMBER ...`: makes the consensus engine's keys in members' homes and writes each certificate
/// beside them. For the command line's program, which makes homes and has no engine.
public final class GossipKeysCommand {

    private GossipKeysCommand() {}

    public static int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() % 2 != 0) {
            throw new SalusException(ErrorCode.MALFORMED, "gossip-keys takes pairs of a home and a member's id");
        }
        for (int i = 0; i < arguments.size(); i += 2) {
            make(new MemberHome(Path.of(arguments.get(i))), new MemberId(arguments.get(i + 1)));
        }
        return 0;
    }

    public static void make(Map<MemberHome, NewMember> homes) {
        homes.forEach((home, member) -> make(home, member.member()));
    }

    private static void make(MemberHome home, MemberId member) {
        MemberHome.write(
                home.gossipCertificate(),
                GossipKeys.create(home.keys(), member, new SystemRandomSource()).certificate());
    }
}
