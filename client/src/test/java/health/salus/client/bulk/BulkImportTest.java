package health.salus.client.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.Patience;
import health.salus.client.SalusClient;
import health.salus.client.testing.ScriptedNode;
import health.salus.client.testing.ScriptedNode.Asked;
import health.salus.client.testing.ScriptedNode.Reply;
import health.salus.kernel.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkImportTest {

    private static final String ACCEPTED_TWO =
            "{\"resourceType\":\"Bundle\",\"entry\":[{\"response\":{\"status\":\"201 Created\"}},"
                    + "{\"response\":{\"status\":\"200\"}}]}";

    private final ScriptedNode node = new ScriptedNode();
    private final List<BulkImport.Progress> progress = new ArrayList<>();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void sendsWhatOthersReferToFirst() throws IOException {
        node.on("POST", "/fhir", Reply.fhir(200, ACCEPTED_TWO));
        Path patient = gzip("a.json.gz", bundle("Patient", "Observation"));
        Path practitioners = gzip("b.json.gz", bundle("Practitioner", "PractitionerRole"));
        Path hospitals = gzip("c.json.gz", bundle("Organization", "Location"));

        ImportReport report = run(patient, practitioners, hospitals);

        assertThat(node.asked().stream().map(Asked::text))
                .containsExactly(
                        bundle("Organization", "Location"),
                        bundle("Practitioner", "PractitionerRole"),
                        bundle("Patient", "Observation"));
        assertThat(report.complete()).isTrue();
        assertThat(report.resources()).isEqualTo(6);
        assertThat(progress.getLast()).isEqualTo(new BulkImport.Progress(3, 3, 6, 0));
    }

    @Test
    void leavesOutWhatAnEarlierRunBroughtIn() throws IOException {
        node.on("POST", "/fhir", Reply.fhir(200, ACCEPTED_TWO));
        Path file = plain("a.json", bundle("Patient", "Observation"));

        run(file);
        ImportReport second = run(file);

        assertThat(node.asked()).hasSize(1);
        assertThat(second.skippedItems()).isEqualTo(1);
        assertThat(second.complete()).isTrue();
        assertThat(Files.readString(journal())).as("names of files tell who").matches("accepted [0-9a-f]{64}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal())))
                .isEqualTo("rw-------");
    }

    @Test
    void goesOnAfterALineOfTheJournalWasTorn() throws IOException {
        node.on("POST", "/fhir", Reply.fhir(200, ACCEPTED_TWO));
        Path first = plain("a.json", bundle("Patient", "Observation"));
        Path second = plain("b.json", bundle("Patient", "Condition"));
        run(first);
        Files.writeString(journal(), "accepted 0123", StandardOpenOption.APPEND);

        run(second);
        ImportReport third = run(first, second);

        assertThat(third.skippedItems()).isEqualTo(2);
        assertThat(node.asked()).hasSize(2);
    }

    @Test
    void stopsWhenTheNodeStaysAwayAndTakesUpLater() throws IOException {
        node.on(
                "POST",
                "/fhir",
                Reply.problem(ErrorCode.NO_QUORUM, "2 of 4 members reachable"),
                Reply.fhir(200, ACCEPTED_TWO));
        Path organisations = plain("a.json", bundle("Organization", "Location"));
        Path patient = plain("b.json", bundle("Patient", "Observation"));

        ImportReport first = run(organisations, patient);

        assertThat(first.stopped())
                .hasValueSatisfying(stopped -> assertThat(stopped.code()).isEqualTo(ErrorCode.NO_QUORUM));
        assertThat(node.asked()).hasSize(1);
        assertThat(run(organisations, patient).complete()).isTrue();
    }

    @Test
    void reportsEachRefusedEntryAndDoesNotCountItAsDone() throws IOException {
        node.on("POST", "/fhir", Reply.fhir(200, """
                        {"resourceType":"Bundle","entry":[{"response":{"status":"201"}},{"response":{"status":"422",
                         "outcome":{"resourceType":"OperationOutcome","issue":[{"code":"structure",
                         "diagnostics":"unknown element","expression":["Location.nme"],
                         "details":{"coding":[{"system":"urn:salus:error","code":"INVALID_STRUCTURE"}]}}]}}}]}"""));
        Path file = plain("a.json", bundle("Organization", "Location"));

        ImportReport report = run(file);

        assertThat(report.resources()).isEqualTo(1);
        assertThat(report.refusals())
                .containsExactly(new ImportReport.Refusal(
                        file + " entry 1", ErrorCode.INVALID_STRUCTURE, "Location.nme: unknown element"));
        assertThat(run(file).skippedItems()).isZero();
    }

    @Test
    void goesOnAfterARefusedFile() throws IOException {
        node.on(
                "POST",
                "/fhir",
                asked -> asked.text().contains("Location")
                        ? Reply.problem(ErrorCode.NO_CARE_RELATION, "none")
                        : Reply.fhir(200, ACCEPTED_TWO));
        Path refused = plain("a.json", bundle("Organization", "Location"));
        Path accepted = plain("b.json", bundle("Patient", "Observation"));

        ImportReport report = run(refused, accepted);

        assertThat(report.refusals())
                .extracting(ImportReport.Refusal::code)
                .containsExactly(ErrorCode.NO_CARE_RELATION);
        assertThat(report.resources()).isEqualTo(2);
    }

    @Test
    void sendsLinesInBatchesAsTheyAre() throws IOException {
        node.on("POST", "/fhir", Reply.fhir(200, "{\"resourceType\":\"Bundle\",\"entry\":[]}"));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < ImportFile.LINES_PER_BATCH; i++) {
            lines.append("{\"resourceType\":\"Observation\",\"id\":\"o")
                    .append(i)
                    .append("\",\"v\":1.50}\n");
        }
        lines.append("\n{\"resourceType\":\"Observation\"}\n");

        run(gzip("o.ndjson.gz", lines.toString()));

        assertThat(node.asked()).hasSize(2);
        assertThat(node.asked().getFirst().text())
                .startsWith("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"resource\":"
                        + "{\"resourceType\":\"Observation\",\"id\":\"o0\",\"v\":1.50},\"request\":"
                        + "{\"method\":\"PUT\",\"url\":\"Observation/o0\"}},");
        assertThat(node.asked().getLast().text())
                .endsWith("[{\"resource\":{\"resourceType\":\"Observation\"},\"request\":"
                        + "{\"method\":\"POST\",\"url\":\"Observation\"}}]}");
    }

    @Test
    void keepsTheIdOfASingleResource() throws IOException {
        node.on("PUT", "/fhir/Patient/p1", Reply.fhir(201, "{}"));
        node.on("POST", "/fhir/Patient", Reply.fhir(201, "{}"));

        ImportReport report = run(
                plain("a.json", "{\"resourceType\":\"Patient\",\"id\":\"p1\"}"),
                plain("b.json", "{\"resourceType\":\"Patient\"}"));

        assertThat(report.resources()).isEqualTo(2);
        assertThat(node.asked())
                .extracting(Asked::toString)
                .containsExactlyInAnyOrder("PUT /fhir/Patient/p1", "POST /fhir/Patient");
    }

    @Test
    void namesFilesThatCannotBeRead() throws IOException {
        Path malformed = plain("a.json", "{\"resourceType\":");
        Path truncated = directory.resolve("b.json.gz");
        Files.write(truncated, new byte[] {0x1f, (byte) 0x8b, 8, 0});
        Path missing = directory.resolve("c.json");

        ImportReport report = run(malformed, truncated, missing);

        assertThat(report.refusals())
                .extracting(ImportReport.Refusal::item)
                .containsExactly(malformed.toString(), truncated.toString(), missing.toString());
        assertThat(node.asked()).isEmpty();
    }

    private ImportReport run(Path... files) {
        ClientConfig config =
                ClientConfig.of(node.address(), new Credentials.Anonymous()).withPatience(Patience.NONE);
        try (SalusClient client = SalusClient.of(config);
                ImportJournal journal = ImportJournal.open(journal())) {
            return new BulkImport(client, journal, 1, progress::add).run(List.of(files));
        }
    }

    private Path journal() {
        return directory.resolve("state").resolve("import.journal");
    }

    private static String bundle(String... types) {
        StringBuilder entries = new StringBuilder();
        for (String type : types) {
            entries.append(entries.isEmpty() ? "" : ",")
                    .append(
                            "{\"fullUrl\":\"urn:x\",\"resource\":{\"text\":{\"resourceType\":\"Decoy\"},\"resourceType\":\"")
                    .append(type)
                    .append("\"},\"request\":{\"method\":\"POST\"}}");
        }
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
    }

    private Path plain(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private Path gzip(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
