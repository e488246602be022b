package health.salus.cli.network;

import health.salus.cli.shell.Halt;
import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.client.TrustFile;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.HomeMaker;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.NewMember;
import health.salus.proof.membership.NodeAddresses;
import health.salus.proof.membership.NodeAddresses.HostAndPort;
import health.salus.proof.membership.SignedGenesis;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a network on this machine.
@Command(
        name = "create",
        description = {
            "Make a network with all of its members on this machine, each in a home of its own, ready to start.",
            "Members on machines of their own begin with: salus network genesis propose."
        },
        footer = {"", "Example:", "  salus network create four --members 4"})
final class CreateCommand implements Callable<Integer> {

    private static final int PEER_OFFSET = 1_000;
    private static final int GOSSIP_OFFSET = -1_000;
    private static final int ID_BYTES = 4;

    private final Shell shell;

    @Parameters(paramLabel = "DIRECTORY", description = "The network's directory.")
    private Path directory = Path.of("");

    @Option(names = "--network", paramLabel = "ID", description = "The network's id (default: one made up).")
    private Optional<String> network = Optional.empty();

    @Option(
            names = "--members",
            paramLabel = "N",
            required = true,
            description = "How many members (1, or 4 and more).")
    private int members;

    @Option(
            names = "--base-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The first member's port for people and clients (default: ${DEFAULT-VALUE}); the others"
                    + " follow, peers are 1000 above it, gossip is 1000 below.")
    private int basePort;

    @Mixin
    private final Output output = new Output();

    CreateCommand(Shell shell) {
        this.shell = shell;
    }

    /// @param trust the file with which receipts of this network are verified
    record Answer(
            String directory, NetworkId network, String genesis, Digest digest, String trust, List<Place> members) {}

    record Place(MemberId member, URI url, String home) {}

    @Override
    public Integer call() {
        if (members != 1 && (members < 4 || members > Genesis.MAX_MEMBERS)) {
            throw Halt.usage(
                    "a network of " + members + " members tolerates no dishonest one",
                    "Ask for 1 member, or for 4 to " + Genesis.MAX_MEMBERS + ".");
        }
        if (LocalNetwork.exists(directory)) {
            throw new SalusException(ErrorCode.ALREADY_EXISTS, directory + " holds a network already");
        }
        Map<MemberHome, NewMember> homes = new LinkedHashMap<>();
        for (int i = 0; i < members; i++) {
            homes.put(new MemberHome(directory.resolve("member-" + (i + 1))), member(i));
        }
        Instant now = shell.surroundings().time().now();
        Launcher launcher = Launcher.of(shell);
        // Before anything is written, lest a build that fails leaves half a network.
        launcher.prepare();
        new HomeMaker(launcher::makeGossipKeys, shell.surroundings().random()).makeAll(homes, now);
        SignedGenesis signed = signed(List.copyOf(homes.keySet()), now);
        homes.keySet().forEach(home -> home.install(signed));
        return show(writeNetwork(signed, homes), homes);
    }

    private NewMember member(int index) {
        int port = basePort + index;
        return new NewMember(
                new MemberId("member-" + (index + 1)),
                new OrganisationId("hospital-" + (index + 1)),
                "Hospital " + (index + 1),
                1,
                NodeAddresses.reachedAt(
                        URI.create("http://localhost:" + port),
                        new HostAndPort("127.0.0.1", port + PEER_OFFSET),
                        Optional.of(new HostAndPort("127.0.0.1", port + GOSSIP_OFFSET))
                                .filter(_ -> members > 1)));
    }

    private SignedGenesis signed(List<MemberHome> homes, Instant now) {
        NetworkId id = new NetworkId(network.orElseGet(
                () -> "net-" + shell.surroundings().random().octets(ID_BYTES).hex()));
        SignedGenesis genesis = SignedGenesis.unsigned(new Genesis(
                Genesis.VERSION,
                id,
                now,
                homes.stream().map(MemberHome::readCard).toList()));
        for (MemberHome home : homes) {
            genesis = genesis.sign(MemberKeys.load(home.keys()).member());
        }
        return genesis;
    }

    private Genesis writeNetwork(SignedGenesis signed, Map<MemberHome, NewMember> homes) {
        Genesis genesis = signed.verify();
        MemberHome.write(trust(), Octets.utf8(TrustFile.format(TrustFile.ofGenesis(genesis))));
        MemberHome.write(genesisFile(), signed.encode());
        List<LocalNetwork.Member> local = new ArrayList<>();
        homes.forEach((home, member) -> local.add(new LocalNetwork.Member(
                member.member(),
                directory.relativize(home.directory()).toString(),
                member.addresses().http())));
        new LocalNetwork(genesis.network(), local).write(directory);
        return genesis;
    }

    private Path trust() {
        return directory.resolve("trust.txt");
    }

    private Path genesisFile() {
        return directory.resolve("genesis.cbor");
    }

    private int show(Genesis genesis, Map<MemberHome, NewMember> homes) {
        List<Place> places = new ArrayList<>();
        homes.forEach((home, member) -> places.add(new Place(
                member.member(), member.addresses().http(), home.directory().toString())));
        Answer answer = new Answer(
                directory.toString(),
                genesis.network(),
                genesisFile().toString(),
                genesis.digest(),
                trust().toString(),
                places);
        List<String> lines = new ArrayList<>();
        lines.add("network " + genesis.network() + " of " + places.size() + " members, genesis " + answer.genesis());
        lines.add("digest " + genesis.digest().hex());
        places.forEach(place -> lines.add("  " + place.member() + "  " + place.url() + "  " + place.home()));
        lines.add("start it with: salus network start " + directory);
        return output.show(shell, answer, lines);
    }
}
