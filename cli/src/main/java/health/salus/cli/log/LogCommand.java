package health.salus.cli.log;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.ExitCode;
import health.salus.cli.shell.InputFile;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Trust;
import health.salus.client.SalusClient;
import health.salus.client.log.LogAudit;
import health.salus.client.log.LogAudit.Finding;
import health.salus.client.log.LogFolder;
import health.salus.client.log.LogMirror;
import health.salus.kernel.Octets;
import health.salus.proof.CheckpointNote;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.witness.WitnessPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The whole log, for auditors.
@Command(
        name = "log",
        description = "Check or copy the whole log of a network.",
        subcommands = {LogCommand.Check.class, LogCommand.Mirror.class},
        footer = {"", "Example:", "  salus log check --trust genesis.cbor"})
public final class LogCommand {

    private LogCommand() {}

    /// @param problem why it does not hold
    record Answer(
            boolean sound,
            Optional<String> network,
            Optional<Long> size,
            Optional<Long> height,
            Optional<Instant> time,
            Optional<Problem> problem) {}

    record Problem(String reason, String detail, String next) {}

    private static int show(Shell shell, Dialogue dialogue, Finding finding, String whatElse) {
        return switch (finding) {
            case Finding.Sound(CheckpointNote note, long height, Instant time, Octets _) -> {
                Answer answer = new Answer(
                        true,
                        Optional.of(note.checkpoint().network().value()),
                        Optional.of(note.checkpoint().size()),
                        Optional.of(height),
                        Optional.of(time),
                        Optional.empty());
                yield dialogue.show(
                        shell,
                        answer,
                        List.of(
                                "sound: " + note.checkpoint().size() + " entries of network "
                                        + note.checkpoint().network() + ", " + (height + 1) + " blocks up to " + time,
                                "  every entry, tile and block holds against what the members signed" + whatElse));
            }
            case Finding.Unsound(LogAudit.Reason reason, String what) -> {
                Answer answer = new Answer(
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Problem(reason.name(), what, reason.nextStep())));
                yield dialogue.output()
                        .show(
                                shell,
                                answer,
                                List.of("not sound: " + reason + ": " + what, "  " + reason.nextStep()),
                                ExitCode.NOT_VERIFIED);
            }
        };
    }

    /// Reads the log from a node or a folder, and trusts neither.
    @Command(
            name = "check",
            description = {
                "Read the whole log, and hold every entry, tile and block against what the members signed.",
                "With witnesses, it is the latest checkpoint that enough of them have cosigned which has to hold.",
                "Nobody has to sign in. Ends with 4 when something does not hold."
            },
            footer = {
                "",
                "Example:",
                "  salus log check --trust genesis.cbor --since last.checkpoint --out last.checkpoint"
            })
    static final class Check implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final Trust trust = new Trust();

        @Option(names = "--files", paramLabel = "FOLDER", description = "Read a copy, and ask no node.")
        private Optional<Path> files = Optional.empty();

        @Option(
                names = "--since",
                paramLabel = "FILE",
                description = "A checkpoint that was seen before: the log has to continue it.")
        private Optional<Path> since = Optional.empty();

        @Option(names = "--out", paramLabel = "FILE", description = "Where to keep the checkpoint of a sound log.")
        private Optional<Path> out = Optional.empty();

        @Mixin
        private final WitnessOptions witnesses = new WitnessOptions();

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Check(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            TrustAnchor anchor = trust.anchor(shell);
            Optional<CheckpointNote> earlier = since.map(InputFile::read).map(CheckpointNote::parse);
            Optional<WitnessPolicy> policy = witnesses.read();
            Finding finding;
            if (files.isPresent()) {
                finding = new LogAudit(new LogFolder(files.get()), anchor, policy).check(earlier, _ -> {});
            } else {
                try (SalusClient client = dialogue.client(shell)) {
                    finding = new LogAudit(client.log(), anchor, policy).check(earlier, _ -> {});
                }
            }
            if (finding instanceof Finding.Sound sound) {
                out.ifPresent(file -> MemberHome.write(file, sound.served()));
            }
            return show(
                    shell,
                    dialogue,
                    finding,
                    (earlier.isPresent() ? ", and continues the earlier checkpoint" : "")
                            + (policy.isPresent() ? ", and enough witnesses cosigned it" : ""));
        }
    }

    /// Copies the log into a folder.
    @Command(
            name = "mirror",
            description = {
                "Copy the log into a folder that any web server can serve, and check the copy.",
                "What was copied before is not fetched again."
            },
            footer = {"", "Example:", "  salus log mirror /srv/salus-log --trust genesis.cbor"})
    static final class Mirror implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "FOLDER", description = "Where the files go.")
        private Path folder = Path.of("");

        @Mixin
        private final Trust trust = new Trust();

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Mirror(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            TrustAnchor anchor = trust.anchor(shell);
            try (SalusClient client = dialogue.client(shell)) {
                Finding finding = new LogMirror(client.log(), new LogFolder(folder), anchor).update(_ -> {});
                return show(shell, dialogue, finding, ", and is in " + folder);
            }
        }
    }
}
