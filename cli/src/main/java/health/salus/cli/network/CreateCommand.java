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
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a network.
@Command(
        name = "create",
        description = {
            "Make a network. With --members, all of its members on this machine, ready to start.",
            "With --cards, only its genesis, for each of the named members to sign at home: see"
                    + " docs/operating/network.md."
        },
        footer = {
            "",
            "Example:",
            "  salus network create four --members 4",
            "  salus network create genesis --network health-north --cards north.card south.card east.card west.card"
        })
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
            description = "How many members, on this machine (1, or 4 and more).")
    private Optional<Integer> members = Optional.empty();

    @Option(names = "--cards", paramLabel = "FILE", arity = "1..*", description = "The members' public cards.")
    private List<Path> cards = List.of();

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

    /// @param digest of the genesis, to compare with the other members
    /// @param complete whether all members have signed
    record Answer(
            String directory,
            NetworkId network,
            String genesis,
            Digest digest,
            boolean complete,
            List<Place> members) {}

    record Place(MemberId member, Optional<URI> url, Optional<String> home) {}

    @Override
    public Integer call() {
        if (members.isPresent() == !cards.isEmpty()) {
            throw Halt.usage("members on this machine, or cards?", "Give either --members or --cards.");
        }
        if (LocalNetwork.exists(directory)) {
            throw new SalusException(ErrorCode.ALREADY_EXISTS, directory + " holds a network already");
        }
        return members.isPresent() ? onThisMachine(members.get()) : ofCards();
    }

    private NetworkId networkId() {
        return new NetworkId(network.orElseGet(
                () -> "net-" + shell.surroundings().random().octets(ID_BYTES).hex()));
    }

    private int onThisMachine(int number) {
        if (number != 1 && (number < 4 || number > Genesis.MAX_MEMBERS)) {
            throw Halt.usage(
                    "a network of " + number + " members tolerates no dishonest one",
                    "Ask for 1 member, or for 4 to " + Genesis.MAX_MEMBERS + ".");
        }
        List<HomeBuilder.Home> homes = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            homes.add(new HomeBuilder.Home(new MemberHome(directory.resolve("member-" + (i + 1))), member(i, number)));
        }
        new HomeBuilder(shell).build(homes);
        SignedGenesis signed =
                genesis(homes.stream().map(each -> each.home().readCard()).toList());
        for (HomeBuilder.Home each : homes) {
            signed = signed.sign(MemberKeys.load(each.home().keys()).member());
        }
        Genesis genesis = signed.verify();
        for (HomeBuilder.Home each : homes) {
            MemberHome.write(each.home().genesis(), signed.encode());
        }
        MemberHome.write(directory.resolve("trust.txt"), Octets.utf8(TrustFile.format(TrustFile.ofGenesis(genesis))));
        MemberHome.write(LocalNetwork.genesis(directory), signed.encode());
        new LocalNetwork(
                        genesis.network(),
                        homes.stream()
                                .map(each -> new LocalNetwork.Member(
                                        each.member().member(),
                                        directory
                                                .relativize(each.home().directory())
                                                .toString(),
                                        each.member().http()))
                                .toList())
                .write(directory);
        return show(genesis, true, homes);
    }

    private HomeBuilder.Member member(int index, int number) {
        String name = "member-" + (index + 1);
        int port = basePort + index;
        return new HomeBuilder.Member(
                new MemberId(name),
                new OrganisationId("hospital-" + (index + 1)),
                "Hospital " + (index + 1),
                1,
                URI.create("http://localhost:" + port),
                URI.create("https://127.0.0.1:" + (port + PEER_OFFSET)),
                number == 1 ? "" : "127.0.0.1:" + (port + GOSSIP_OFFSET));
    }

    private int ofCards() {
        List<PublicCard> found = cards.stream()
                .map(file -> PublicCard.decode(MemberHome.read(file)))
                .toList();
        SignedGenesis unsigned = genesis(found);
        MemberHome.write(LocalNetwork.genesis(directory), unsigned.encode());
        return show(Genesis.decode(unsigned.genesis()), false, List.of());
    }

    private SignedGenesis genesis(List<PublicCard> found) {
        return SignedGenesis.unsigned(new Genesis(
                Genesis.VERSION, networkId(), shell.surroundings().time().now(), found));
    }

    private int show(Genesis genesis, boolean complete, List<HomeBuilder.Home> homes) {
        List<Place> places = complete
                ? homes.stream()
                        .map(each -> new Place(
                                each.member().member(),
                                Optional.of(each.member().http()),
                                Optional.of(each.home().directory().toString())))
                        .toList()
                : genesis.members().stream()
                        .map(card -> new Place(card.member(), Optional.empty(), Optional.empty()))
                        .toList();
        Path file = LocalNetwork.genesis(directory);
        Answer answer = new Answer(
                directory.toString(), genesis.network(), file.toString(), genesis.digest(), complete, places);
        List<String> lines = new ArrayList<>();
        lines.add("network " + genesis.network() + " of " + places.size() + " members, genesis " + file);
        lines.add("digest " + genesis.digest().hex());
        if (complete) {
            places.forEach(place -> lines.add("  " + place.member() + "  "
                    + place.url().orElseThrow() + "  " + place.home().orElseThrow()));
            lines.add("start it with: salus network start " + directory);
        } else {
            lines.add("each member signs it at home with: salus network genesis sign " + file + " --home HOME");
        }
        return output.show(shell, answer, lines);
    }
}
