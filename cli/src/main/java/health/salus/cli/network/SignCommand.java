package health.salus.cli.network;

import health.salus.cli.shell.Halt;
import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Signs it.
@Command(
        name = "sign",
        description = {
            "Sign a genesis with this member's key. It is shown first, and refused unless it holds this home's card.",
            "Compare its digest with the other members before you agree."
        },
        footer = {"", "Example:", "  salus network genesis sign genesis.cbor --home /srv/salus"})
final class SignCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "GENESIS", description = "The genesis file; it is replaced by the signed one.")
    private Path file = Path.of("");

    @Option(names = "--home", paramLabel = "HOME", required = true, description = "This member's home.")
    private Path home = Path.of("");

    @Option(names = "--yes", description = "Sign without asking.")
    private boolean yes;

    @Mixin
    private final Output output = new Output();

    SignCommand(Shell shell) {
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
        GenesisAnswer.of(file, genesis).words().forEach(line -> output.tell(shell, line));
        if (!yes) {
            confirm();
        }
        SignedGenesis signed = genesis.sign(MemberKeys.load(place.keys()).member());
        MemberHome.write(file, signed.encode());
        GenesisAnswer answer = GenesisAnswer.of(file, signed);
        return output.show(shell, answer, List.of("signed as " + own.member() + "; " + answer.state()));
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
