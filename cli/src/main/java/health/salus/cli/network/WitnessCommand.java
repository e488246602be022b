package health.salus.cli.network;

import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.kernel.MemberId;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.WitnessKey;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows the key of a member as a witness.
@Command(
        name = "witness",
        description = {
            "Show the verifier key with which this member's node witnesses the logs of others, and make it first.",
            "Give it to the operators of those logs, and to their auditors."
        },
        footer = {"", "Example:", "  salus member witness /srv/salus"})
final class WitnessCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "HOME", description = "The member's home, with its genesis.")
    private Path home = Path.of("");

    @Mixin
    private final Output output = new Output();

    WitnessCommand(Shell shell) {
        this.shell = shell;
    }

    record Answer(MemberId member, String verifierKey) {}

    @Override
    public Integer call() {
        MemberHome place = new MemberHome(home);
        MemberId member = place.readCard().member();
        WitnessKey key = WitnessKey.open(
                place.keys(),
                place.readGenesis().verify().network(),
                member,
                shell.surroundings().random());
        String text = key.verifierKey().text();
        return output.show(shell, new Answer(member, text), List.of(text));
    }
}
