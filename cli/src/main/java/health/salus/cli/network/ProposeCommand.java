package health.salus.cli.network;

import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Proposes a genesis.
@Command(
        name = "propose",
        description = {
            "Propose a genesis made of members' public cards. Nobody has signed it yet.",
            "Compare the digest of each card with its member by another way first: salus member card FILE."
        },
        footer = {
            "",
            "Example:",
            "  salus network genesis propose genesis.cbor --network health-north --cards north.card south.card east.card"
                    + " west.card"
        })
final class ProposeCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "GENESIS", description = "The file to write.")
    private Path file = Path.of("");

    @Option(names = "--network", paramLabel = "ID", required = true, description = "The network's id.")
    private String network = "";

    @Option(
            names = "--cards",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "The members' public cards.")
    private List<Path> cards = List.of();

    @Mixin
    private final Output output = new Output();

    ProposeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (Files.exists(file)) {
            throw new SalusException(ErrorCode.ALREADY_EXISTS, file + " is there already");
        }
        List<PublicCard> found = cards.stream()
                .map(card -> PublicCard.decode(MemberHome.read(card)))
                .toList();
        SignedGenesis proposed = SignedGenesis.unsigned(new Genesis(
                Genesis.VERSION,
                new NetworkId(network),
                shell.surroundings().time().now(),
                found));
        MemberHome.write(file, proposed.encode());
        GenesisAnswer answer = GenesisAnswer.of(file, proposed);
        List<String> lines = new ArrayList<>(answer.words());
        lines.add("each member signs it at home: salus network genesis sign " + file + " --home HOME");
        return output.show(shell, answer, lines);
    }
}
