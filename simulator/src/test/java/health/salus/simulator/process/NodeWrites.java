package health.salus.simulator.process;

import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.Patience;
import health.salus.client.SalusClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What clients do meanwhile.
final class NodeWrites {

    /// Bundles that a writer posts, one after the other.
    static final int EACH = 10;

    /// Asks once, of a node that may be slow.
    static final Patience ONCE = new Patience(
            Duration.ofSeconds(10), Duration.ZERO, Duration.ofMinutes(2), Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private NodeWrites() {}

    /// Posts bundles under keys of their own and notes what was acknowledged. The client repeats what is not answered.
    static void write(NodeProcesses nodes, int member, String name, Map<String, List<String>> acknowledged) {
        for (int i = 0; i < EACH; i++) {
            String key = name + "-" + i;
            acknowledged.put(key, nodes.write(member, key));
        }
    }

    /// The id in a location such as `Observation/1/_history/1`.
    static String id(String location) {
        String[] parts = location.split("/");
        return parts[List.of(parts).indexOf("_history") - 1];
    }

    static SalusClient impatient(NodeProcesses nodes, int member) {
        URI address = URI.create(nodes.config(member).http().publicUrl());
        return SalusClient.of(
                ClientConfig.of(address, new Credentials.Anonymous()).withPatience(Patience.NONE));
    }
}
