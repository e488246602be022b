package health.salus.consensus.hashgraph;

import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.testkit.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A network of members on this machine, with keys made for it and ports that were free a moment ago.
final class TestNetwork {

    private final Path directory;
    private final HashgraphNetwork network;
    private final Map<MemberId, HashgraphKeys> keys;
    private final HashgraphSettings settings;

    private static final char[] PASSPHRASE = "only for tests".toCharArray();
    private static final String NETWORK_FILE = "network.txt";

    private TestNetwork(
            Path directory, HashgraphNetwork network, Map<MemberId, HashgraphKeys> keys, HashgraphSettings settings) {
        this.directory = directory;
        this.network = network;
        this.keys = keys;
        this.settings = settings;
    }

    static TestNetwork create(Path directory, int size, HashgraphSettings settings) {
        Map<MemberId, HashgraphKeys> keys = new TreeMap<>();
        List<HashgraphMember> members = new ArrayList<>();
        List<Integer> ports = FreePorts.several(size);
        for (int i = 0; i < size; i++) {
            MemberId member = new MemberId("member-" + i);
            HashgraphKeys own = HashgraphKeys.generate(member);
            keys.put(member, own);
            members.add(new HashgraphMember(
                    member, i, 1, new GossipEndpoint("127.0.0.1", ports.get(i)), own.certificate()));
        }
        return new TestNetwork(directory, new HashgraphNetwork(new NetworkId("test-net"), members), keys, settings);
    }

    /// The same members but the first, and a new one, in the epoch after a round.
    TestNetwork next(EpochStart start) {
        Map<MemberId, HashgraphKeys> later = new TreeMap<>(keys);
        later.remove(members().getFirst());
        MemberId added = new MemberId("member-" + keys.size());
        later.put(added, HashgraphKeys.generate(added));
        List<HashgraphMember> members = new ArrayList<>();
        later.forEach((member, own) -> members.add(new HashgraphMember(
                member,
                start.number() * 1_000 + members.size(),
                1,
                member.equals(added)
                        ? new GossipEndpoint("127.0.0.1", FreePorts.several(1).getFirst())
                        : network.member(member).gossip(),
                own.certificate())));
        return new TestNetwork(
                directory.resolve("epoch-" + start.number()),
                new HashgraphNetwork(network.network(), members, start),
                later,
                settings);
    }

    /// Writes what other processes need: the public list, and each member's keys where only it looks.
    void save() {
        List<String> lines = new ArrayList<>();
        for (HashgraphMember member : network.members()) {
            lines.add(String.join(
                    " ",
                    member.member().value(),
                    Long.toString(member.nodeId()),
                    Integer.toString(member.gossip().port()),
                    member.certificate().hex()));
            Path home = directory.resolve(member.member().value());
            try {
                Files.createDirectories(home);
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
            keysOf(member.member()).store(home.resolve("gossip.p12"), PASSPHRASE);
        }
        try {
            Files.write(directory.resolve(NETWORK_FILE), lines);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /// As one member sees it.
    static TestNetwork load(Path directory, MemberId self, HashgraphSettings settings) throws IOException {
        List<HashgraphMember> members = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve(NETWORK_FILE))) {
            String[] parts = line.split(" ", -1);
            members.add(new HashgraphMember(
                    new MemberId(parts[0]),
                    Long.parseLong(parts[1]),
                    1,
                    new GossipEndpoint("127.0.0.1", Integer.parseInt(parts[2])),
                    Octets.ofHex(parts[3])));
        }
        Path keys = directory.resolve(self.value()).resolve("gossip.p12");
        return new TestNetwork(
                directory,
                new HashgraphNetwork(new NetworkId("test-net"), members),
                Map.of(self, HashgraphKeys.load(keys, PASSPHRASE)),
                settings);
    }

    HashgraphNetwork network() {
        return network;
    }

    List<MemberId> members() {
        return List.copyOf(keys.keySet());
    }

    HashgraphConfig config(MemberId member) {
        return new HashgraphConfig(
                directory.resolve(member.value()).resolve("engine"), network, member, Optional.empty(), settings);
    }

    /// An engine that is closed quickly: a thread that waits for a peer which hung up gives way after a second.
    HashgraphConsensus open(MemberId member) {
        return open(member, Map.of("socket.timeoutSyncClientSocket", "1000"));
    }

    HashgraphConsensus open(MemberId member, Map<String, String> experiments) {
        return new HashgraphConsensus(config(member), keysOf(member), experiments);
    }

    HashgraphKeys keysOf(MemberId member) {
        return Optional.ofNullable(keys.get(member)).orElseThrow();
    }
}
