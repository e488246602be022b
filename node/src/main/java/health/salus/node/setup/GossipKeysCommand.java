package health.salus.node.setup;

import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.node.keys.GossipKeys;
import health.salus.proof.membership.MemberHome;
import java.nio.file.Path;
import java.util.List;

/// `gossip-keys KEYS MEMBER ...`: makes the consensus engine's keys in members' key directories and writes each
/// certificate beside them. For the command line's program, which makes homes and has no engine.
public final class GossipKeysCommand {

    private GossipKeysCommand() {}

    public static int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() % 2 != 0) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "gossip-keys takes pairs of a key directory and a member's id");
        }
        SystemRandomSource random = new SystemRandomSource();
        for (int i = 0; i < arguments.size(); i += 2) {
            Path keys = Path.of(arguments.get(i));
            MemberId member = new MemberId(arguments.get(i + 1));
            MemberHome.write(
                    keys.resolve(MemberHome.GOSSIP_CERTIFICATE),
                    GossipKeys.create(keys, member, random).certificate());
        }
        return 0;
    }
}
