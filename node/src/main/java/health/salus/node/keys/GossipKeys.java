package health.salus.node.keys;

import health.salus.consensus.hashgraph.HashgraphKeys;
import health.salus.crypto.PrivateFiles;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The consensus engine's keys, beside the member's others.
public final class GossipKeys {

    private static final String FILE = "gossip.p12";
    private static final String PASSWORD_FILE = "gossip.password";
    private static final int PASSWORD_BYTES = 32;

    private GossipKeys() {}

    public static HashgraphKeys create(Path directory, MemberId member, RandomSource random) {
        String password = random.octets(PASSWORD_BYTES).hex();
        HashgraphKeys keys = HashgraphKeys.generate(member);
        PrivateFiles.create(directory.resolve(PASSWORD_FILE), Octets.utf8(password));
        keys.store(directory.resolve(FILE), password.toCharArray());
        return keys;
    }

    public static HashgraphKeys load(Path directory) {
        try {
            String password = Files.readString(directory.resolve(PASSWORD_FILE)).strip();
            return HashgraphKeys.load(directory.resolve(FILE), password.toCharArray());
        } catch (IOException unreadable) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    "keys: no gossip keys in " + directory + "; make them with salus member init",
                    unreadable);
        }
    }
}
