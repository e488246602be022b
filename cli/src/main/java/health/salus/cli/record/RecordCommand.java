package health.salus.cli.record;

import health.salus.cli.shell.Shell;
import health.salus.client.Answer;
import health.salus.client.SalusClient;
import health.salus.crypto.PrivateFiles;
import health.salus.kernel.Octets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Records, as the FHIR interface has them.
@Command(
        name = "record",
        description = "Read, write and search records.",
        subcommands = {
            RecordCommand.Get.class,
            PutCommand.class,
            RecordCommand.Search.class,
            RecordCommand.History.class
        },
        footer = {"", "Example:", "  salus record get Patient/123 --purpose TREAT"})
public final class RecordCommand {

    private RecordCommand() {}

    /// Reads one record.
    @Command(
            name = "get",
            description = "Read a record, or one version of it. With --json it is printed as it came.",
            footer = {"", "Example:", "  salus record get Observation/123/2 --purpose TREAT"})
    static final class Get implements Callable<Integer> {

        private final Shell shell;

        @Parameters(
                paramLabel = "RECORD",
                description = "Type/id, or Type/id/version.",
                converter = Reference.Converter.class)
        private Reference record = new Reference("", "", Optional.empty());

        @Option(
                names = "--stored",
                description =
                        "The exact bytes that the ledger committed to, without the server's meta, for salus verify.")
        private boolean stored;

        @Option(names = "--out", paramLabel = "FILE", description = "Write the bytes to a file.")
        private Optional<Path> out = Optional.empty();

        @Mixin
        private final Reading reading = new Reading();

        Get(Shell shell) {
            this.shell = shell;
        }

        record Written(String file, long bytes) {}

        @Override
        public Integer call() {
            Octets body;
            try (SalusClient client = reading.client(shell)) {
                body = stored ? stored(client) : read(client).body();
            }
            if (out.isPresent()) {
                PrivateFiles.replace(out.get(), body);
                Written written = new Written(out.get().toString(), body.length());
                return reading.show(shell, written, List.of(body.length() + " bytes written to " + out.get()));
            }
            return reading.show(shell, body, List.of(stored ? body.toUtf8() : FhirText.indented(body)));
        }

        private Answer read(SalusClient client) {
            return record.version().isPresent()
                    ? client.fhir()
                            .version(
                                    record.type(), record.id(), record.version().get())
                    : client.fhir().read(record.type(), record.id());
        }

        private Octets stored(SalusClient client) {
            long version = record.version()
                    .map(Long::valueOf)
                    .orElseGet(() -> client.recordVersions(record.type(), record.id()).items().stream()
                            .mapToLong(item -> item.version())
                            .max()
                            .orElse(1));
            return client.content(record.type(), record.id(), version);
        }
    }

    /// Searches one type.
    @Command(
            name = "search",
            description = "Search the records of one type that you may read, with FHIR's search parameters.",
            footer = {"", "Example:", "  salus record search Observation patient=Patient/123 code=8302-2 _count=10"})
    static final class Search implements Callable<Integer> {

        private final Shell shell;

        @Parameters(index = "0", paramLabel = "TYPE", description = "The resource type.")
        private String type = "";

        @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "Search parameters.")
        private List<String> parameters = List.of();

        @Mixin
        private final Reading reading = new Reading();

        Search(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = reading.client(shell)) {
                Octets body =
                        client.fhir().search(type, SearchQuery.of(parameters)).body();
                return reading.show(shell, body, FhirText.bundle(body));
            }
        }
    }

    /// Lists a record's versions.
    @Command(
            name = "history",
            description = "List the versions of a record.",
            footer = {"", "Example:", "  salus record history Patient/123"})
    static final class History implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "RECORD", description = "Type/id.", converter = Reference.Converter.class)
        private Reference record = new Reference("", "", Optional.empty());

        @Mixin
        private final Reading reading = new Reading();

        History(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = reading.client(shell)) {
                Octets body = client.fhir().history(record.type(), record.id()).body();
                return reading.show(shell, body, FhirText.bundle(body));
            }
        }
    }
}
