package health.salus.cli.network;

import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.SignedGenesis;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The genesis of a network whose members do not trust each other: only public cards and signatures travel.
@Command(
        name = "genesis",
        description = {
            "Begin a network of members that each keep their own keys: propose a genesis of their public cards, have"
                    + " each member sign it at home, and assemble the signatures.",
            "See docs/operating/network.md."
        },
        subcommands = {
            ProposeCommand.class,
            SignCommand.class,
            GenesisCommand.Assemble.class,
            GenesisCommand.Show.class,
            GenesisCommand.Install.class
        },
        footer = {"", "Example:", "  salus network genesis sign genesis.cbor --home /srv/salus"})
final class GenesisCommand {

    private GenesisCommand() {}

    /// Brings signatures together.
    @Command(
            name = "assemble",
            description = "Bring together the signatures that members made apart from each other.",
            footer = {"", "Example:", "  salus network genesis assemble genesis.cbor from-north.cbor from-south.cbor"})
    static final class Assemble implements Callable<Integer> {

        private final Shell shell;

        @Parameters(index = "0", paramLabel = "OUT", description = "The file to write.")
        private Path out = Path.of("");

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILES", description = "Signed copies of one genesis.")
        private List<Path> files = List.of();

        @Mixin
        private final Output output = new Output();

        Assemble(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            SignedGenesis assembled = files.stream()
                    .map(file -> SignedGenesis.decode(MemberHome.read(file)))
                    .reduce(SignedGenesis::merge)
                    .orElseThrow();
            MemberHome.write(out, assembled.encode());
            GenesisAnswer answer = GenesisAnswer.of(out, assembled);
            return output.show(shell, answer, answer.words());
        }
    }

    /// Shows it.
    @Command(
            name = "show",
            description = "Show a genesis: its members, their keys, and who has signed.",
            footer = {"", "Example:", "  salus network genesis show genesis.cbor"})
    static final class Show implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "GENESIS", description = "The genesis file.")
        private Path file = Path.of("");

        @Mixin
        private final Output output = new Output();

        Show(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            GenesisAnswer answer = GenesisAnswer.of(file, SignedGenesis.decode(MemberHome.read(file)));
            return output.show(shell, answer, answer.words());
        }
    }

    /// Puts a complete genesis into a home.
    @Command(
            name = "install",
            description = "Put a genesis that all members have signed into this member's home, which may then start.",
            footer = {"", "Example:", "  salus network genesis install genesis.cbor --home /srv/salus"})
    static final class Install implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "GENESIS", description = "The genesis file.")
        private Path file = Path.of("");

        @Option(names = "--home", paramLabel = "HOME", required = true, description = "This member's home.")
        private Path home = Path.of("");

        @Mixin
        private final Output output = new Output();

        Install(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            MemberHome place = new MemberHome(home);
            SignedGenesis signed = SignedGenesis.decode(MemberHome.read(file));
            place.install(signed);
            GenesisAnswer answer = GenesisAnswer.of(place.genesis(), signed);
            return output.show(
                    shell, answer, List.of("installed; start the node with: salus start " + place.configuration()));
        }
    }
}
