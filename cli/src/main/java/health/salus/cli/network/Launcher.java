package health.salus.cli.network;

import health.salus.cli.shell.Halt;
import health.salus.cli.shell.Shell;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.NewMember;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts the node's program, which this one does not contain, by way of the script that started this one.
record Launcher(Path script) {

    static Launcher of(Shell shell) {
        return new Launcher(shell.variable("SALUS_LAUNCHER")
                .map(Path::of)
                .orElseThrow(() -> Halt.usage("this starts nodes", "Run it by way of the script ./salus.")));
    }

    /// Runs a short command of the node's program to its end; what it says on the way goes to the terminal.
    void run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            int code = process.waitFor();
            if (code != 0) {
                throw Halt.broken(
                        "the node's program could not do its part: " + script + " " + arguments.getFirst()
                                + " ended with exit code " + code,
                        "What it said stands above. Run the same command again afterwards.");
            }
        } catch (IOException failed) {
            throw Halt.usage(script + " cannot be run", failed.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "interrupted", interrupted);
        }
    }

    /// Has the engine's keys made: only the node's program has the engine.
    void makeGossipKeys(Map<MemberHome, NewMember> homes) {
        List<String> arguments = new ArrayList<>(List.of("gossip-keys"));
        homes.forEach((home, member) -> {
            arguments.add(home.directory().toAbsolutePath().toString());
            arguments.add(member.member().value());
        });
        run(arguments);
    }

    /// Builds the node's program if need be, so that several nodes can start at once.
    void prepare() {
        run(List.of("prepare"));
    }
}
