package health.salus.node;

import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.MembershipApplication;
import health.salus.testkit.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// An organisation that would become a member: a home with keys of its own and the network's genesis.
public record Applicant(Path configuration, MemberHome home) {

    /// @param founder the home of a member
    /// @param settings further lines of its configuration
    public static Applicant prepare(Path directory, String name, Path founder, List<String> settings)
            throws IOException {
        MemberSetup setup = new MemberSetup(directory.resolve(name));
        LocalNetwork.Member member = new LocalNetwork.Member(
                name, new MemberSetup.Addresses("127.0.0.1", 0, FreePorts.one(), FreePorts.one()));
        setup.init(
                new MemberSetup.Identity(new MemberId(name), member.organisation(), name, 1),
                member.addresses(),
                "hashgraph");
        MemberHome home = new MemberHome(directory.resolve(name));
        home.join(new MemberHome(founder).readGenesis());
        Files.write(setup.configurationFile(), settings, StandardOpenOption.APPEND);
        return new Applicant(setup.configurationFile(), home);
    }

    /// Starts a node that follows the network until it is admitted.
    public NodeRuntime start() {
        return NodeRuntime.start(NodeConfigFile.read(configuration));
    }

    public MembershipApplication application() {
        NetworkId network = home.readGenesis().verify().network();
        return MembershipApplication.sign(
                network, home.readCard(), MemberKeys.load(home.keys()).member());
    }
}
