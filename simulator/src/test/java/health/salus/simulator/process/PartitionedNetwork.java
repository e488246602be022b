package health.salus.simulator.process;

import health.salus.client.SalusClient;
import health.salus.node.config.NodeConfigFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// What [PartitionTest] runs in name spaces of its own: four nodes whose wires are cut while one of them writes. Ends
/// with status 0 if everything was as it must be.
final class PartitionedNetwork {

    private static final List<String> NAMES = List.of("north", "south", "east", "west");
    private static final int NORTH = 0;
    private static final int EAST = 2;
    private static final int WEST = 3;
    private static final int MEMBERS = 4;
    private static final Duration LEVEL_WITHIN = Duration.ofMinutes(4);

    /// Longer than any write takes.
    private static final Duration LONG = Duration.ofSeconds(8);

    private final NodeProcesses nodes;
    private final NetworkSpaces spaces;

    private PartitionedNetwork(NodeProcesses nodes, NetworkSpaces spaces) {
        this.nodes = nodes;
        this.spaces = spaces;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Path directory = Path.of(arguments[0]);
        List<Forwarding> doors = new ArrayList<>();
        try (NetworkSpaces spaces = new NetworkSpaces(MEMBERS);
                NodeProcesses nodes = new NodeProcesses(directory, spaces.hosts(), index -> {
                    Path configuration = directory.resolve(NAMES.get(index)).resolve("node.properties");
                    int port = NodeConfigFile.read(configuration).http().port();
                    doors.add(Forwarding.to(NetworkSpaces.host(index), port));
                    return new NodeProcess.Launch(spaces.within(index), NodeProcesses.SMALL);
                })) {
            PartitionedNetwork network = new PartitionedNetwork(nodes, spaces);
            network.threeGoOnWithoutOne();
            network.twoAndTwoWait();
        }
        doors.forEach(Forwarding::close);
        System.exit(0); // Clients' threads may still be about to end.
    }

    private void threeGoOnWithoutOne() {
        Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();
        spaces.cutOff(List.of(WEST));
        NodeWrites.write(nodes, NORTH, "three", acknowledged);
        require(acknowledged.size() == NodeWrites.EACH, "three of four do not go on");
        spaces.heal();
        awaitLevel();
        requireThereOnce(acknowledged);
        System.out.println("3-1: kept");
    }

    private void twoAndTwoWait() throws InterruptedException {
        Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();
        spaces.cutOff(List.of(EAST, WEST));
        Thread writer = Thread.ofVirtual().start(() -> NodeWrites.write(nodes, NORTH, "two", acknowledged));
        LockSupport.parkNanos(LONG.toNanos());
        require(acknowledged.isEmpty(), "two of four acknowledge what the others do not know");
        spaces.heal();
        writer.join();
        require(acknowledged.size() == NodeWrites.EACH, "writes do not resume");
        awaitLevel();
        requireThereOnce(acknowledged);
        System.out.println("2-2: kept");
    }

    private void requireThereOnce(Map<String, List<String>> acknowledged) {
        acknowledged.forEach(
                (key, places) -> require(nodes.write(NORTH, key).equals(places), key + " is not there once"));
    }

    /// All members have executed and signed the same.
    private void awaitLevel() {
        Polling.await("all at the same size, and it is final", LEVEL_WITHIN, () -> {
            long size = nodes.logSize(NORTH);
            return IntStream.range(0, MEMBERS)
                    .mapToObj(nodes::client)
                    .map(SalusClient::status)
                    .allMatch(status -> status.logSize() == size && status.finalSize() == size);
        });
    }

    private static void require(boolean kept, String broken) {
        if (!kept) {
            throw new IllegalStateException(broken);
        }
    }
}
