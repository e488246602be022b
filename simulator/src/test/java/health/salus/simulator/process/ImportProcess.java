package health.salus.simulator.process;

import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.Patience;
import health.salus.client.SalusClient;
import health.salus.client.bulk.BulkImport;
import health.salus.client.bulk.ImportJournal;
import health.salus.client.bulk.ImportReport;
import health.salus.crypto.FileSigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// An import as a process of its own, and the program that it runs: the client's, as `salus import` does it.
final class ImportProcess implements AutoCloseable {

    private static final long PATIENCE_MINUTES = 4;

    private final Process process;

    private ImportProcess(Process process) {
        this.process = process;
    }

    /// Where an import lies: the files, and the journal that outlives its process.
    record Place(Path files, Path journal) {}

    /// Does nothing before [#go].
    static ImportProcess start(NodeProcesses nodes, int member, Place place, List<String> options) {
        Credentials.KeyAssertion doctor = nodes.practitioner(member);
        List<String> command = NodeProcess.java(
                options,
                ImportProcess.class.getName(),
                nodes.address(member).toString(),
                doctor.clientId(),
                nodes.keyFile(doctor.clientId()).toString(),
                place.journal().toString(),
                place.files().toString());
        try {
            return new ImportProcess(new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    long pid() {
        return process.pid();
    }

    ImportProcess go() {
        try {
            process.getOutputStream().close();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the import does not end");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        System.in.readAllBytes();
        Credentials doctor = new Credentials.KeyAssertion(
                arguments[1], FileSigningKey.load(Path.of(arguments[2]), Optional.empty()));
        ClientConfig config = ClientConfig.of(URI.create(arguments[0]), doctor).withPatience(Patience.DEFAULT);
        ImportReport report;
        try (SalusClient client = SalusClient.of(config);
                ImportJournal journal = ImportJournal.open(Path.of(arguments[3]));
                Stream<Path> files = Files.list(Path.of(arguments[4]))) {
            report = new BulkImport(client, journal, 1, _ -> {})
                    .run(files.sorted(Comparator.naturalOrder()).toList());
        }
        if (!report.complete()) {
            System.err.println(report);
            System.exit(1);
        }
    }
}
