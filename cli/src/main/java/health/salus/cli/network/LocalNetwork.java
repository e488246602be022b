package health.salus.cli.network;

import health.salus.cli.shell.Halt;
import health.salus.client.api.ApiJson;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.MemberHome;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/// The members of a network that run on this machine: those that `network.json` in its directory lists, or the one
/// whose home the directory is.
record LocalNetwork(NetworkId network, List<Member> members) {

    private static final String FILE = "network.json";
    private static final String DEFAULT_PORT = "8080";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ANY = "0.0.0.0";

    /// @param home relative to the network's directory, so that it can be moved
    record Member(MemberId member, String home, URI url) {}

    static LocalNetwork read(Path directory) {
        MemberHome home = new MemberHome(directory);
        if (!exists(directory) && Files.exists(home.configuration())) {
            return new LocalNetwork(
                    home.readGenesis().verify().network(),
                    List.of(new Member(home.readCard().member(), "", door(home.configuration()))));
        }
        Path file = directory.resolve(FILE);
        try {
            return ApiJson.read(LocalNetwork.class, Files.readAllBytes(file));
        } catch (NoSuchFileException | NotDirectoryException missing) {
            throw Halt.usage(
                    directory + " is neither a network's directory nor a member's home",
                    "Name the directory that salus network create or salus member init made.");
        } catch (IOException unreadable) {
            throw new SalusException(ErrorCode.CONFIGURATION, file + " cannot be read", unreadable);
        }
    }

    /// Where the node of a configuration answers on this machine, past any proxy before it.
    private static URI door(Path configuration) {
        Properties lines = lines(configuration);
        String port = lines.getProperty("http.port", DEFAULT_PORT).strip();
        if (lines.containsKey("http.tls.certificate")) {
            // Its certificate is not in the name of this machine's loopback.
            return URI.create(lines.getProperty("http.public-url", "https://localhost:" + port)
                    .strip());
        }
        String host = lines.getProperty("http.host", LOOPBACK).strip();
        return URI.create("http://" + (host.equals(ANY) ? LOOPBACK : host) + ":" + port);
    }

    private static Properties lines(Path configuration) {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(configuration)) {
            lines.load(reader);
        } catch (IOException unreadable) {
            throw new SalusException(ErrorCode.CONFIGURATION, configuration + " cannot be read", unreadable);
        }
        return lines;
    }

    /// Where the node of a home keeps what it writes.
    static Path data(MemberHome home) {
        String data = lines(home.configuration()).getProperty("data", "").strip();
        return data.isEmpty() ? home.data() : home.directory().resolve(data);
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
