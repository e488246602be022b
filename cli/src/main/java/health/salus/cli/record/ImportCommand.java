package health.salus.cli.record;

import health.salus.cli.shell.Connection;
import health.salus.cli.shell.ExitCode;
import health.salus.cli.shell.InputFile;
import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.client.SalusClient;
import health.salus.client.bulk.BulkImport;
import health.salus.client.bulk.ImportJournal;
import health.salus.client.bulk.ImportReport;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Imports files.
@Command(
        name = "import",
        description = {
            "Import FHIR R4 files: bundles and resources (.json), one resource a line (.ndjson), each of them also in"
                    + " gzip (.gz).",
            "Organisations go first, then practitioners, then patients' records. What was accepted is remembered, so"
                    + " the same command goes on where it was broken off."
        },
        footer = {"", "Example:", "  salus import samples/synthea/Kina.json.gz"})
public final class ImportCommand implements Callable<Integer> {

    private static final int MAX_SHOWN_REFUSALS = 20;

    private final Shell shell;

    @Parameters(paramLabel = "FILES", arity = "1..*", description = "What to import.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many files to send at a time (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Where to remember what was accepted (default: a file for each node and network in the"
                    + " user's state directory).")
    private Optional<Path> journal = Optional.empty();

    @Option(names = "--again", description = "Send everything, whatever the journal says.")
    private boolean again;

    @ArgGroup(validate = false, heading = Connection.HEADING)
    private Connection connection = new Connection();

    @Mixin
    private final Output output = new Output();

    ImportCommand(Shell shell) {
        this.shell = shell;
    }

    record Answer(
            long files,
            long items,
            long resources,
            long skippedItems,
            long millis,
            boolean complete,
            Optional<Refused> stopped,
            List<Refused> refusals) {}

    record Refused(String item, String code, String detail, String next) {

        static Refused of(ImportReport.Refusal refusal) {
            return new Refused(
                    refusal.item(),
                    refusal.code().name(),
                    refusal.detail(),
                    refusal.code().nextStep());
        }
    }

    @Override
    public Integer call() throws Exception {
        files.forEach(InputFile::requireThere);
        Instant begin = shell.surroundings().time().now();
        ImportReport report;
        try (SalusClient client = connection.patientClient(shell)) {
            Path file = again ? Files.createTempFile("salus-import", ".journal") : journalFile(client);
            try (ImportJournal remembered = ImportJournal.open(file);
                    ProgressBar bar = new ProgressBar(shell, begin)) {
                int sent = Math.clamp(parallel, 1, BulkImport.MAX_PARALLEL);
                report = new BulkImport(client, remembered, sent, bar::reached).run(files);
            } finally {
                if (again) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Duration took = Duration.between(begin, shell.surroundings().time().now());
        Answer answer = new Answer(
                report.files(),
                report.items(),
                report.resources(),
                report.skippedItems(),
                took.toMillis(),
                report.complete(),
                report.stopped().map(Refused::of),
                report.refusals().stream().map(Refused::of).toList());
        return output.show(shell, answer, words(report, took), exitCode(report));
    }

    /// Journals are told apart by the node that they are about, and by its network: another one at the same address has
    /// nothing of what this one took.
    private Path journalFile(SalusClient client) {
        return journal.orElseGet(() -> {
            String about = connection.node(shell) + " " + client.network().memberSet();
            String name = Digest.sha256(Octets.utf8(about)).hex().substring(0, 16);
            return shell.state().resolve("import-" + name + ".journal");
        });
    }

    private static ExitCode exitCode(ImportReport report) {
        return report.stopped()
                .map(stopped -> ExitCode.of(stopped.code()))
                .orElse(report.refusals().isEmpty() ? ExitCode.OK : ExitCode.REFUSED);
    }

    private static List<String> words(ImportReport report, Duration took) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d resources from %,d files in %.1f s%s",
                report.resources(),
                report.files(),
                took.toMillis() / 1_000.0,
                report.skippedItems() == 0
                        ? ""
                        : ", and " + report.skippedItems() + " items that were there from an earlier run"));
        if (!report.refusals().isEmpty()) {
            lines.add(report.refusals().size() + " refused:");
            report.refusals().stream()
                    .limit(MAX_SHOWN_REFUSALS)
                    .forEach(refusal ->
                            lines.add("  " + refusal.item() + ": " + refusal.code() + ": " + refusal.detail()));
            int hidden = report.refusals().size() - MAX_SHOWN_REFUSALS;
            if (hidden > 0) {
                lines.add("  and " + hidden + " more (--json lists all)");
            }
            lines.addAll(advice(report));
        }
        report.stopped().ifPresent(stopped -> {
            lines.add("stopped at " + stopped.item() + ": " + stopped.code() + ": " + stopped.detail());
            lines.add("  " + stopped.code().nextStep() + " Then run the same command again: it goes on from here.");
        });
        return lines;
    }

    /// What to do, once for each code.
    private static List<String> advice(ImportReport report) {
        Map<String, String> advice = new TreeMap<>();
        report.refusals()
                .forEach(refusal ->
                        advice.put(refusal.code().name(), refusal.code().nextStep()));
        return advice.entrySet().stream()
                .map(entry -> "  " + entry.getKey() + ": " + entry.getValue())
                .toList();
    }
}
