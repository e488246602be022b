package health.salus.node.setup;

import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.OrganisationId;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfigFile;
import health.salus.proof.membership.PublicCard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// `train DIRECTORY`: starts a node of its own in an empty directory, on ports that the system chooses, and stops it.
/// The launcher lets the Java machine watch, and keeps what it learnt in an AOT cache (JEP 514).
public final class TrainingCommand {

    private static final int ANY_PORT = 0;

    /// Consensus time begins before the first transaction.
    private static final Duration EARLIER = Duration.ofMinutes(1);

    private TrainingCommand() {}

    public static int run(Path directory) {
        MemberSetup setup = new MemberSetup(directory);
        MemberSetup.Identity identity =
                new MemberSetup.Identity(new MemberId("training"), new OrganisationId("training"), "Training", 1);
        PublicCard card =
                setup.init(identity, new MemberSetup.Addresses("127.0.0.1", ANY_PORT, ANY_PORT, ANY_PORT), "solo");
        Instant begin = Instant.now().minus(EARLIER);
        setup.install(setup.sign(MemberSetup.propose(new NetworkId("training"), List.of(card), begin)));
        try (NodeRuntime node = NodeRuntime.start(NodeConfigFile.read(setup.configurationFile()))) {
            return node.self().equals(identity.member()) ? 0 : 1;
        }
    }
}
