package health.salus.cli.network;

import health.salus.cli.network.MemberCommand.CardAnswer;
import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.kernel.NetworkId;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.HomeMaker;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.MembershipApplication;
import health.salus.proof.membership.NodeAddresses.HostAndPort;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Joining a network that is there already, and changing what it knows of a member.
final class JoinCommands {

    private JoinCommands() {}

    /// Signs a card for a network.
    @Command(
            name = "apply",
            description = {
                "Sign this member's card for a network, to be admitted to it, or to replace the card that it has.",
                "Give the file to a member, who proposes it with: salus network propose ID --admit FILE, or --card FILE."
            },
            footer = {"", "Example:", "  salus member apply /srv/salus --network health-north --out hill.application"})
    static final class Apply implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "HOME", description = "The member's home.")
        private Path home = Path.of("");

        @Option(names = "--network", paramLabel = "ID", required = true, description = "The network.")
        private String network = "";

        @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write.")
        private Path out = Path.of("");

        @Mixin
        private final Output output = new Output();

        Apply(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            MemberHome place = new MemberHome(home);
            PublicCard card = place.readCard();
            MembershipApplication application = MembershipApplication.sign(
                    new NetworkId(network), card, MemberKeys.load(place.keys()).member());
            MemberHome.write(out, application.application());
            CardAnswer answer = CardAnswer.of(out, card);
            List<String> lines = new ArrayList<>(answer.words());
            lines.add("signed for network " + network + "; tell the members its digest by another way");
            return output.show(shell, answer, lines);
        }
    }

    /// Puts a network's genesis into the home of a member that it does not name.
    @Command(
            name = "join",
            description = {
                "Put the genesis of a network into this member's home, which it is not among. Its node then follows the"
                        + " network, and takes part from the block on with which the members admit it."
            },
            footer = {"", "Example:", "  salus member join /srv/salus genesis.cbor"})
    static final class Join implements Callable<Integer> {

        private final Shell shell;

        @Parameters(index = "0", paramLabel = "HOME", description = "The member's home.")
        private Path home = Path.of("");

        @Parameters(
                index = "1",
                paramLabel = "GENESIS",
                description = "The network's genesis; compare its digest with a member.")
        private Path genesis = Path.of("");

        @Mixin
        private final Output output = new Output();

        Join(Shell shell) {
            this.shell = shell;
        }

        record Answer(NetworkId network, String genesis) {}

        @Override
        public Integer call() {
            MemberHome place = new MemberHome(home);
            Genesis joined = place.join(SignedGenesis.decode(MemberHome.read(genesis)));
            return output.show(
                    shell,
                    new Answer(joined.network(), place.genesis().toString()),
                    List.of("this home is for network " + joined.network() + "; start the node with: salus start "
                            + place.configuration()));
        }
    }

    /// Makes other keys.
    @Command(
            name = "rotate",
            description = {
                "Make other keys for this member, and its card with them, in HOME/next. The present keys hold until the"
                        + " members have voted for the new ones, which the node takes when it is started again after that.",
                "Where a key was stolen, the other members need not wait: the vote ends what it is good for."
            },
            footer = {
                "",
                "Example:",
                "  salus member rotate /srv/salus",
                "  salus member apply /srv/salus/next --network health-north --out north.application"
            })
    static final class Rotate implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "HOME", description = "The member's home.")
        private Path home = Path.of("");

        @Mixin
        private final Output output = new Output();

        Rotate(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            MemberHome place = new MemberHome(home);
            PublicCard card = new HomeMaker(
                            homes -> Launcher.of(shell).makeGossipKeys(homes),
                            shell.surroundings().random())
                    .makeNext(place, shell.surroundings().time().now());
            CardAnswer answer = CardAnswer.of(place.next().card(), card);
            return output.show(shell, answer, answer.words());
        }
    }

    /// Takes them without the node.
    @Command(
            name = "take",
            description = {
                "Put the keys of HOME/next in place of the present ones, where the members have voted for them and the node"
                        + " could not see it: it was down, or lost. The node is stopped meanwhile."
            },
            footer = {"", "Example:", "  salus member take /srv/salus"})
    static final class Take implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "HOME", description = "The member's home.")
        private Path home = Path.of("");

        @Mixin
        private final Output output = new Output();

        Take(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            MemberHome place = new MemberHome(home);
            PublicCard card = place.next().readCard();
            place.takeNext(place.keys());
            CardAnswer answer = CardAnswer.of(place.card(), card);
            return output.show(shell, answer, answer.words());
        }
    }

    /// Gives a member that was on its own what it needs beside others.
    @Command(
            name = "gossip",
            description = {
                "Give a home that was made without it what the consensus engine of several members needs: keys, a"
                        + " certificate, and where others reach it. The network takes it when its members agree:"
                        + " salus member apply, then salus network propose ID --card FILE."
            },
            footer = {"", "Example:", "  salus member gossip /srv/salus salus.north.example:7080"})
    static final class Gossip implements Callable<Integer> {

        private final Shell shell;

        @Parameters(index = "0", paramLabel = "HOME", description = "The member's home.")
        private Path home = Path.of("");

        @Parameters(index = "1", paramLabel = "HOST:PORT", description = "Where other members' engines reach it.")
        private String address = "";

        @Mixin
        private final Output output = new Output();

        Gossip(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            MemberHome place = new MemberHome(home);
            PublicCard complete = new HomeMaker(
                            homes -> Launcher.of(shell).makeGossipKeys(homes),
                            shell.surroundings().random())
                    .addGossip(place, HostAndPort.parse(address));
            CardAnswer answer = CardAnswer.of(place.card(), complete);
            return output.show(shell, answer, answer.words());
        }
    }
}
