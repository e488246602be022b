package health.salus.node.setup;

import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.web.NodeServer;
import java.nio.file.Path;
import java.util.List;

/// `train DIRECTORY`: starts a node of its own in an empty directory, on ports that the system chooses, and stops it.
/// The launcher lets the Java machine watch, and keeps what it learnt in an AOT cache (JEP 514).
public final class TrainingCommand {

    private static final int ANY_PORT = 0;

    private TrainingCommand() {}

    public static int run(Path directory) {
        LocalNetwork.Member member = new LocalNetwork.Member(
                "training", new MemberSetup.Addresses("127.0.0.1", ANY_PORT, ANY_PORT, ANY_PORT));
        Path configuration = LocalNetwork.create(directory, new NetworkId("training"), List.of(member))
                .getFirst();
        try (NodeServer server = NodeServer.start(NodeConfigFile.read(configuration))) {
            NodeRuntime node = server.node();
            return node.self().equals(new MemberId(member.name())) ? 0 : 1;
        }
    }
}
