package health.salus.cli.network;

import health.salus.cli.shell.Halt;
import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.crypto.CoseSign1;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.KeyId;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The genesis of a network.
@Command(
        name = "genesis",
        description = "Sign a network's genesis, and bring the signatures together.",
        subcommands = {
            GenesisCommand.Sign.class,
            GenesisCommand.Merge.class,
            GenesisCommand.Show.class,
            GenesisCommand.Install.class
        },
        footer = {"", "Example:", "  salus network genesis sign genesis.cbor --home /srv/salus"})
final class GenesisCommand {

    private GenesisCommand() {}

    /// @param digest to compare with the other members
    record Answer(String file, NetworkId network, Instant time, Digest digest, boolean complete, List<Member> members) {

        static Answer of(Path file, SignedGenesis signed) {
            Genesis genesis = Genesis.decode(signed.genesis());
            List<Member> members = genesis.members().stream()
                    .map(card -> new Member(
                            card.member(),
                            card.displayName(),
                            card.weight(),
                            card.memberVerificationKey().id(),
                            card.checkpointVerificationKey().id(),
                            Digest.sha256(card.encode()),
                            hasSigned(signed, card)))
                    .toList();
            return new Answer(
                    file.toString(),
                    genesis.network(),
                    genesis.time(),
                    genesis.digest(),
                    members.stream().allMatch(Member::signed),
                    members);
        }

        private static boolean hasSigned(SignedGenesis signed, PublicCard card) {
            return signed.signatures().stream()
                    .map(CoseSign1::parse)
                    .anyMatch(signature -> signature.payload().equals(signed.genesis())
                            && signature.verify(card.memberVerificationKey()));
        }

        List<String> words() {
            List<String> lines = new ArrayList<>();
            lines.add("network " + network + ", begins " + time);
            lines.add("digest " + digest.hex());
            Table table = new Table();
            for (Member member : members) {
                table.row(
                        "  " + member.member(),
                        member.name(),
                        "weight " + member.weight(),
                        "key " + member.memberKey(),
                        member.signed() ? "signed" : "not signed yet");
            }
            lines.addAll(table.lines());
            lines.add(complete ? "complete: all members have signed" : "not complete: every member has to sign");
            return lines;
        }
    }

    /// @param card the digest of the member's card
    record Member(
            MemberId member,
            String name,
            long weight,
            KeyId memberKey,
            KeyId checkpointKey,
            Digest card,
            boolean signed) {}

    /// Signs it.
    @Command(
            name = "sign",
            description = {
                "Sign a genesis with this member's key. It is shown first, and refused unless it holds this home's card.",
                "Compare its digest with the other members before you agree."
            },
            footer = {"", "Example:", "  salus network genesis sign genesis.cbor --home /srv/salus"})
    static final class Sign implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "GENESIS", description = "The genesis file; it is replaced by the signed one.")
        private Path file = Path.of("");

        @Option(names = "--home", paramLabel = "HOME", required = true, description = "This member's home.")
        private Path home = Path.of("");

        @Option(names = "--yes", description = "Sign without asking.")
        private boolean yes;

        @Mixin
        private final Output output = new Output();

        Sign(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            MemberHome place = new MemberHome(home);
            SignedGenesis genesis = SignedGenesis.decode(MemberHome.read(file));
            PublicCard own = place.readCard();
            if (!Genesis.decode(genesis.genesis()).card(own.member()).equals(own)) {
                throw new SalusException(
                        ErrorCode.NOT_AUTHORISED,
                        "the genesis has another card of member " + own.member() + " than this home");
            }
            Answer.of(file, genesis).words().forEach(line -> output.tell(shell, line));
            if (!yes) {
                confirm();
            }
            SignedGenesis signed = genesis.sign(MemberKeys.load(place.keys()).member());
            MemberHome.write(file, signed.encode());
            Answer answer = Answer.of(file, signed);
            return output.show(shell, answer, List.of("signed as " + own.member() + "; " + state(answer)));
        }

        private void confirm() {
            String answer = shell.questions()
                    .line("Sign this genesis? [y/N] ")
                    .orElseThrow(() -> Halt.usage("nobody is there to agree", "Add --yes to sign without asking."));
            if (!answer.strip().matches("(?i)y|yes")) {
                throw Halt.declined();
            }
        }
    }

    private static String state(Answer answer) {
        long missing =
                answer.members().stream().filter(member -> !member.signed()).count();
        return missing == 0 ? "all members have signed" : missing + " members have not signed yet";
    }

    /// Brings signatures together.
    @Command(
            name = "merge",
            description = "Bring together the signatures that members made apart from each other.",
            footer = {"", "Example:", "  salus network genesis merge genesis.cbor from-north.cbor from-south.cbor"})
    static final class Merge implements Callable<Integer> {

        private final Shell shell;

        @Parameters(index = "0", paramLabel = "OUT", description = "The file to write.")
        private Path out = Path.of("");

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILES", description = "Signed copies of one genesis.")
        private List<Path> files = List.of();

        @Mixin
        private final Output output = new Output();

        Merge(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            SignedGenesis merged = files.stream()
                    .map(file -> SignedGenesis.decode(MemberHome.read(file)))
                    .reduce(SignedGenesis::merge)
                    .orElseThrow();
            MemberHome.write(out, merged.encode());
            Answer answer = Answer.of(out, merged);
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
            Answer answer = Answer.of(file, SignedGenesis.decode(MemberHome.read(file)));
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
            signed.verify().card(place.readCard().member());
            MemberHome.write(place.genesis(), signed.encode());
            Answer answer = Answer.of(place.genesis(), signed);
            return output.show(
                    shell, answer, List.of("installed; start the node with: salus start " + place.configuration()));
        }
    }
}
