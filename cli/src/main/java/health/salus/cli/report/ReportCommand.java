package health.salus.cli.report;

import health.salus.cli.shell.Connection;
import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.ExitCode;
import health.salus.cli.shell.InputFile;
import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.client.SalusClient;
import health.salus.client.api.MemberReport;
import health.salus.client.api.MemberReports;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.report.Judgement;
import health.salus.proof.report.Judgement.Convicted;
import health.salus.proof.report.ReportVerifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Reports against members that signed what cannot be true.
@Command(
        name = "report",
        description = "Reports against members that signed what cannot be true.",
        subcommands = {ReportCommand.Index.class, ReportCommand.Get.class, ReportCommand.Verify.class},
        footer = {"", "Example:", "  salus report list"})
public final class ReportCommand {

    private ReportCommand() {}

    /// What a node holds against members.
    @Command(
            name = "list",
            description = "List what a node holds against members. Nobody has to sign in.",
            footer = {"", "Example:", "  salus report list --url https://salus.north.example"})
    static final class Index implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Index(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = dialogue.client(shell)) {
                MemberReports reports = client.reports();
                return dialogue.show(
                        shell,
                        reports,
                        reports.items().isEmpty()
                                ? List.of("nothing is held against any member")
                                : reports.items().stream().map(Index::line).toList());
            }
        }

        private static String line(MemberReport report) {
            return report.id() + "  " + report.member() + "  " + report.kind() + " at " + report.size()
                    + " entries, signed " + report.time();
        }
    }

    /// Fetches a report's file.
    @Command(
            name = "get",
            description = "Fetch a report's file, for whoever has to see it.",
            footer = {"", "Example:", "  salus report get 4f0c2a9b77d1e355 --out west.report"})
    static final class Get implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "ID", description = "The report, as salus report list names it.")
        private String id = "";

        @Option(names = "--out", paramLabel = "FILE", description = "Where it goes (default: ID.report).")
        private Optional<Path> out = Optional.empty();

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Get(Shell shell) {
            this.shell = shell;
        }

        record Written(String file) {}

        @Override
        public Integer call() {
            Path file = out.orElseGet(() -> Path.of(id + ".report"));
            try (SalusClient client = dialogue.client(shell)) {
                Octets report = client.report(id);
                MemberHome.write(file, report);
            }
            return dialogue.show(shell, new Written(file.toString()), List.of("written to " + file));
        }
    }

    /// Judges a report without any network.
    @Command(
            name = "verify",
            description = {
                "Judge a report without asking any server: against the members of --trust, and nothing else.",
                "Where the members changed since then, --members leads to those of the report's time.",
                "Ends with 4 when it convicts nobody."
            },
            footer = {
                "",
                "Example:",
                "  salus report verify west.report --trust genesis.cbor",
                "  salus report verify west.report --trust genesis.cbor --members log/members"
            })
    static final class Verify implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "FILE", description = "The report's file.")
        private Path report = Path.of("");

        @Option(
                names = "--trust",
                paramLabel = "FILE",
                description = "The members to trust (SALUS_TRUST; else the login's).")
        private Optional<Path> trust = Optional.empty();

        @Option(
                names = "--members",
                paramLabel = "FILE",
                description = "The changes of members, as they lie beside a copy of the log (salus log mirror).")
        private Optional<Path> members = Optional.empty();

        @Mixin
        private final Output output = new Output();

        Verify(Shell shell) {
            this.shell = shell;
        }

        /// @param problem why it convicts nobody
        record Judged(
                boolean convicted,
                Optional<MemberId> member,
                Optional<String> kind,
                Optional<Long> size,
                Optional<Instant> time,
                Optional<Problem> problem) {}

        record Problem(String reason, String detail, String next) {}

        @Override
        public Integer call() {
            String text = InputFile.read(report).toUtf8();
            return switch (judge(text, Connection.trust(shell, trust))) {
                case Convicted convicted -> output.show(shell, answer(convicted), lines(convicted));
                case Judgement.Dismissed(Judgement.Reason reason, String detail) -> {
                    Judged answer = new Judged(
                            false,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new Problem(reason.name(), detail, reason.nextStep())));
                    yield output.show(
                            shell,
                            answer,
                            List.of("convicts nobody: " + reason + ": " + detail, "  " + reason.nextStep()),
                            ExitCode.NOT_VERIFIED);
                }
            };
        }

        private Judgement judge(String text, TrustAnchor anchor) {
            return members.map(file -> ReportVerifier.verify(
                            text, MemberChain.parse(InputFile.read(file).toUtf8()), anchor))
                    .orElseGet(() -> ReportVerifier.verify(text, anchor));
        }

        private static Judged answer(Convicted convicted) {
            return new Judged(
                    true,
                    Optional.of(convicted.member()),
                    Optional.of(convicted.voucher().word()),
                    Optional.of(convicted.signed().size()),
                    Optional.of(convicted.time()),
                    Optional.empty());
        }

        private static List<String> lines(Convicted convicted) {
            String against = switch (convicted.voucher()) {
                case ITSELF ->
                    "the same member signed a log of " + convicted.against().size() + " entries that has ";
                case MEMBERS ->
                    "members with more than two thirds of the weight signed a log of "
                            + convicted.against().size() + " entries that has ";
            };
            return List.of(
                    "member " + convicted.member() + " of network "
                            + convicted.signed().network() + " signed, at " + convicted.time() + ", that a log of "
                            + convicted.signed().size() + " entries has the root",
                    "  " + convicted.signed().root().hex(),
                    against,
                    "  " + convicted.root().hex() + " there",
                    "both cannot be true");
        }
    }
}
