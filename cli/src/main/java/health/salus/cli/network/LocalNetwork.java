package health.salus.cli.network;

import health.salus.client.api.ApiJson;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.MemberHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The members of a network that run on this machine, as `network.json` in its directory lists them.
record LocalNetwork(NetworkId network, List<Member> members) {

    private static final String FILE = "network.json";

    /// @param home relative to the network's directory, so that it can be moved
    record Member(MemberId member, String home, URI url) {}

    static LocalNetwork read(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            return ApiJson.read(LocalNetwork.class, Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    file + " cannot be read: make a network with salus network create",
                    unreadable);
        }
    }

    void write(Path directory) {
        MemberHome.write(directory.resolve(FILE), Octets.utf8(ApiJson.pretty(this) + "\n"));
    }

    static MemberHome home(Path directory, Member member) {
        return new MemberHome(directory.resolve(member.home()));
    }

    static boolean exists(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }
}
