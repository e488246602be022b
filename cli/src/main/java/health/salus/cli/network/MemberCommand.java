package health.salus.cli.network;

import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.kernel.Digest;
import health.salus.kernel.KeyId;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.proof.membership.HomeMaker;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.NewMember;
import health.salus.proof.membership.NodeAddresses;
import health.salus.proof.membership.NodeAddresses.HostAndPort;
import health.salus.proof.membership.PublicCard;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A member of a network, or one to be.
@Command(
        name = "member",
        description = "Prepare this site to be a member: make its keys, show its public card, and apply to a network.",
        subcommands = {
            MemberCommand.Init.class,
            MemberCommand.Card.class,
            JoinCommands.Apply.class,
            JoinCommands.Join.class,
            JoinCommands.Rotate.class,
            JoinCommands.Take.class,
            JoinCommands.Gossip.class,
            WitnessCommand.class
        },
        footer = {"", "Example:", "  salus member init /srv/salus --member north --name 'North Hospital'"})
public final class MemberCommand {

    private MemberCommand() {}

    /// What is on a card, and its digest, to compare over the telephone.
    record CardAnswer(
            String file,
            Digest digest,
            MemberId member,
            OrganisationId organisation,
            String name,
            long weight,
            KeyId memberKey,
            KeyId checkpointKey,
            String peer,
            Optional<String> gossip) {

        static CardAnswer of(Path file, PublicCard card) {
            return new CardAnswer(
                    file.toString(),
                    Digest.sha256(card.encode()),
                    card.member(),
                    card.organisation(),
                    card.displayName(),
                    card.weight(),
                    card.memberVerificationKey().id(),
                    card.checkpointKeys().ed25519().id(),
                    card.peerAddress(),
                    Optional.of(card.gossipAddress()).filter(address -> !address.isEmpty()));
        }

        List<String> words() {
            Table table = new Table()
                    .row("card", file)
                    .row("digest", digest.hex())
                    .row("member", member.value())
                    .row("organisation", organisation + " (" + name + ")")
                    .row("weight", Long.toString(weight))
                    .row("member key", memberKey.value())
                    .row("checkpoint key", checkpointKey.value())
                    .row("peers reach it at", peer);
            gossip.ifPresent(address -> table.row("gossip at", address));
            return table.lines();
        }
    }

    /// Makes a member's home.
    @Command(
            name = "init",
            description = {
                "Make a member's home: its private keys, which stay in it, its public card, and a configuration.",
                "Give the card to the other members, and compare its digest with them by another way."
            },
            footer = {
                "",
                "Example:",
                "  salus member init /srv/salus --member north --organisation north --name 'North Hospital'"
                        + " --http https://salus.north.example --peer salus.north.example:9080"
                        + " --gossip salus.north.example:7080"
            })
    static final class Init implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "HOME", description = "The new home's directory.")
        private Path home = Path.of("");

        @Option(names = "--member", paramLabel = "ID", required = true, description = "The member's id in the network.")
        private String member = "";

        @Option(
                names = "--organisation",
                paramLabel = "ID",
                description = "The organisation that runs it (default: the member's id).")
        private Optional<String> organisation = Optional.empty();

        @Option(names = "--name", paramLabel = "NAME", required = true, description = "Its name, as people know it.")
        private String name = "";

        @Option(
                names = "--weight",
                paramLabel = "N",
                defaultValue = "1",
                description = "The weight of its vote (default: ${DEFAULT-VALUE}).")
        private long weight;

        @Option(
                names = "--http",
                paramLabel = "URL",
                defaultValue = "http://localhost:8080",
                description = "Where people and clients reach the node (default: ${DEFAULT-VALUE}). With https, a"
                        + " proxy is before the node, which then listens on 127.0.0.1:8080.")
        private URI http = URI.create("http://localhost:8080");

        @Option(
                names = "--peer",
                paramLabel = "HOST:PORT",
                defaultValue = "localhost:9080",
                description = "Where other members reach it (default: ${DEFAULT-VALUE}).")
        private String peer = "";

        @Option(
                names = "--gossip",
                paramLabel = "HOST:PORT",
                description = "Where their consensus engines reach its own. Without it, the member is on its own.")
        private Optional<String> gossip = Optional.empty();

        @Mixin
        private final Output output = new Output();

        Init(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            MemberHome place = new MemberHome(home);
            NewMember wanted = new NewMember(
                    new MemberId(member),
                    new OrganisationId(organisation.orElse(member)),
                    name,
                    weight,
                    NodeAddresses.reachedAt(http, HostAndPort.parse(peer), gossip.map(HostAndPort::parse)));
            new HomeMaker(
                            homes -> Launcher.of(shell).makeGossipKeys(homes),
                            shell.surroundings().random())
                    .make(place, wanted, shell.surroundings().time().now());
            CardAnswer answer = CardAnswer.of(place.card(), place.readCard());
            return output.show(shell, answer, answer.words());
        }
    }

    /// Shows a card.
    @Command(
            name = "card",
            description = "Show a public card: of a home, or one that another member sent.",
            footer = {"", "Example:", "  salus member card north.card"})
    static final class Card implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "HOME|FILE", description = "A member's home, or a card's file.")
        private Path place = Path.of("");

        @Mixin
        private final Output output = new Output();

        Card(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Path file = Files.isDirectory(place) ? new MemberHome(place).card() : place;
            CardAnswer answer = CardAnswer.of(file, PublicCard.decode(MemberHome.read(file)));
            return output.show(shell, answer, answer.words());
        }
    }
}
