package health.salus.simulator.process;

import health.salus.client.SalusClient;
import health.salus.node.config.NodeConfigFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// What [LateWiresTest] runs in name spaces of its own: four nodes a continent apart, on lines that lose some of what
/// they carry. Ends with status 0 if everything was as it must be.
final class LateNetwork {

    private static final List<String> NAMES = List.of("north", "south", "east", "west");
    private static final int NORTH = 0;
    private static final int WEST = 3;
    private static final int MEMBERS = 4;
    private static final Duration LEVEL_WITHIN = Duration.ofMinutes(4);

    /// Between two members lie two wires: 150 ms one way, 300 ms there and back; two of a hundred frames are lost.
    private static final LateWire.Quality WIRE = new LateWire.Quality(Duration.ofMillis(75), 0.01);

    private LateNetwork() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        List<Forwarding> doors = new ArrayList<>();
        try (NetworkSpaces spaces = new NetworkSpaces(MEMBERS, Optional.of(WIRE));
                NodeProcesses nodes = new NodeProcesses(directory, spaces.hosts(), index -> {
                    Path configuration = directory.resolve(NAMES.get(index)).resolve("node.properties");
                    int port = NodeConfigFile.read(configuration).http().port();
                    doors.add(Forwarding.to(NetworkSpaces.host(index), port));
                    return new NodeProcess.Launch(spaces.within(index), NodeProcesses.SMALL);
                })) {
            writes(nodes);
        }
        doors.forEach(Forwarding::close);
        System.exit(0); // Clients' threads may still be about to end.
    }

    private static void writes(NodeProcesses nodes) {
        Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();
        long begun = System.nanoTime();
        NodeWrites.write(nodes, NORTH, "north", acknowledged);
        NodeWrites.write(nodes, WEST, "west", acknowledged);
        System.out.println("late: " + (System.nanoTime() - begun) / 1_000_000 / acknowledged.size()
                + " ms a write, with its client");
        awaitLevel(nodes);
        acknowledged.forEach((key, places) -> {
            int member = key.startsWith("north") ? NORTH : WEST;
            if (!nodes.write(member, key).equals(places)) {
                throw new IllegalStateException(key + " is not there once");
            }
        });
        System.out.println("late: kept");
    }

    private static void awaitLevel(NodeProcesses nodes) {
        Polling.await("all at the same size, and it is final", LEVEL_WITHIN, () -> {
            long size = nodes.logSize(NORTH);
            return IntStream.range(0, MEMBERS)
                    .mapToObj(nodes::client)
                    .map(SalusClient::status)
                    .allMatch(status -> status.logSize() == size && status.finalSize() == size);
        });
    }
}
