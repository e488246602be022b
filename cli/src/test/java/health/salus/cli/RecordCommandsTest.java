package health.salus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.client.testing.ScriptedLedger;
import health.salus.client.testing.ScriptedNode;
import health.salus.client.testing.ScriptedNode.Reply;
import health.salus.kernel.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records, their import, and accesses to them.
class RecordCommandsTest {

    private static final String OBSERVATION =
            "{\"resourceType\":\"Observation\",\"id\":\"o1\",\"valueQuantity\":{\"value\":1.50}}";

    private final ScriptedNode node = new ScriptedNode();

    @TempDir
    Path home;

    private Typist typist = new Typist(Path.of("."));

    @BeforeEach
    void script() {
        typist = new Typist(home);
        typist.with("SALUS_URL", node.address().toString());
        typist.with("SALUS_TOKEN", "t1");
        node.on("GET", "/api/network", Reply.json(new ScriptedLedger().networkJson()));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aRecordIsShownWithItsNumbersAsTheyAre() {
        node.on("GET", "/fhir/Observation/o1", Reply.fhir(200, OBSERVATION));

        assertThat(typist.type("record", "get", "Observation/o1").out()).contains("\"value\" : 1.50");
        assertThat(typist.type("record", "get", "Observation/o1", "--json").out())
                .isEqualTo(OBSERVATION + "\n");
    }

    @Test
    void aVersionAndTheStoredBytesCanBeFetched() throws IOException {
        node.on("GET", "/fhir/Observation/o1/_history/2", Reply.fhir(200, OBSERVATION));
        node.on("GET", "/api/records/Observation/o1/versions/2/content", Reply.fhir(200, OBSERVATION));
        Path out = Files.writeString(home.resolve("o1.json"), "of an earlier call");

        assertThat(typist.type("record", "get", "Observation/o1/2").code()).isZero();
        Typist.Ended ended =
                typist.type("record", "get", "Observation/o1/2", "--stored", "--out", out.toString(), "--json");

        assertThat(ended.json().get("bytes").asInt()).isEqualTo(OBSERVATION.length());
        assertThat(Files.readString(out)).isEqualTo(OBSERVATION);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
    }

    @Test
    void aRefusalSaysWhatToDo() {
        node.on(
                "GET",
                "/fhir/Observation/o1",
                Reply.fhir(
                        403,
                        "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"code\":\"forbidden\",\"diagnostics\":"
                                + "\"no permission for TREAT\",\"details\":{\"coding\":[{\"system\":\"urn:salus:error\","
                                + "\"code\":\"CONSENT_DENIED\"}]}}]}"));

        Typist.Ended ended = typist.type("record", "get", "Observation/o1");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .isEqualTo("salus: CONSENT_DENIED: no permission for TREAT\n  " + ErrorCode.CONSENT_DENIED.nextStep()
                        + "\n");
    }

    @Test
    void aNewRecordGetsAnIdAndAnOldOneAVersion() throws IOException {
        node.on(
                "POST",
                "/fhir/Observation",
                new Reply(
                        201,
                        java.util.Map.of("Location", node.address() + "/fhir/Observation/o9/_history/1"),
                        health.salus.kernel.Octets.EMPTY));
        node.on("PUT", "/fhir/Observation/o1", Reply.fhir(200, OBSERVATION).with("ETag", "W/\"3\""));
        Path fresh = Files.writeString(home.resolve("new.json"), "{\"resourceType\":\"Observation\"}");
        Path known = Files.writeString(home.resolve("known.json"), OBSERVATION);

        assertThat(typist.type("record", "put", fresh.toString()).out())
                .isEqualTo("Observation/o9 version 1 is written\n");
        Typist.Ended updated = typist.type("record", "put", known.toString(), "--if-version", "2", "--json");

        assertThat(updated.json().get("version").asText()).isEqualTo("3");
        assertThat(node.asked("PUT", "/fhir/Observation/o1").getFirst().header("if-match"))
                .isEqualTo("W/\"2\"");
        assertThat(node.asked("PUT", "/fhir/Observation/o1").getFirst().header("idempotency-key"))
                .startsWith("put-");
    }

    @Test
    void searchListsWhatItFinds() {
        node.on(
                "GET",
                "/fhir/Observation",
                Reply.fhir(
                        200,
                        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Observation\","
                                + "\"id\":\"o1\",\"meta\":{\"versionId\":\"2\",\"lastUpdated\":\"2026-01-01T00:00:00Z\"},"
                                + "\"code\":{\"text\":\"Body Height\"}}}]}"));

        Typist.Ended ended = typist.type("record", "search", "Observation", "code=a|b c", "patient=Patient/p1");

        assertThat(ended.out()).isEqualTo("Observation/o1  version 2  2026-01-01T00:00:00Z  Body Height\n");
        assertThat(node.asked().getFirst().query()).contains("code=a|b+c&patient=Patient/p1");
        assertThat(typist.type("record", "search", "Observation", "--json")
                        .json()
                        .get("entry"))
                .hasSize(1);
        assertThat(typist.type("record", "search", "Observation", "nonsense").code())
                .isEqualTo(2);
    }

    @Test
    void historyListsVersionsAndDeletions() {
        node.on(
                "GET",
                "/fhir/Observation/o1/_history",
                Reply.fhir(
                        200,
                        "{\"resourceType\":\"Bundle\",\"entry\":[{\"request\":{\"method\":\"DELETE\",\"url\":"
                                + "\"Observation/o1\"},\"response\":{\"lastModified\":\"2026-01-02T00:00:00Z\"}},"
                                + "{\"resource\":" + OBSERVATION + "}]}"));

        assertThat(typist.type("record", "history", "Observation/o1").out().lines())
                .containsExactly(
                        "Observation/o1             2026-01-02T00:00:00Z  DELETE", "Observation/o1  version ?");
    }

    @Test
    void anImportIsCountedAndTakenUpWhereItStopped() throws IOException {
        node.on(
                "POST",
                "/fhir",
                Reply.fhir(200, "{\"resourceType\":\"Bundle\",\"entry\":[{\"response\":{\"status\":\"201\"}}]}"));
        Path file = Files.writeString(
                home.resolve("a.json"),
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":{\"resourceType\":"
                        + "\"Patient\"}}]}");

        Typist.Ended first = typist.type("import", file.toString());
        Typist.Ended second = typist.type("import", file.toString(), "--json");
        Typist.Ended again = typist.type("import", file.toString(), "--again", "--json");

        assertThat(first.out()).isEqualTo("1 resources from 1 files in 0.0 s\n");
        assertThat(second.json().get("skippedItems").asInt()).isEqualTo(1);
        assertThat(again.json().get("resources").asInt()).isEqualTo(1);
        assertThat(home.resolve(".local/state/salus")).isDirectoryContaining("glob:**.journal");
    }

    @Test
    void anImportThatIsRefusedInPartEndsWithOne() throws IOException {
        node.on(
                "POST",
                "/fhir",
                Reply.fhir(
                        200,
                        "{\"resourceType\":\"Bundle\",\"entry\":[{\"response\":{\"status\":\"422\",\"outcome\":"
                                + "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"diagnostics\":\"unknown element\","
                                + "\"expression\":[\"Patient.nme\"],\"details\":{\"coding\":[{\"system\":"
                                + "\"urn:salus:error\",\"code\":\"INVALID_STRUCTURE\"}]}}]}}}]}"));
        Path file = Files.writeString(
                home.resolve("a.json"), "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{}]}");

        Typist.Ended ended = typist.type("import", file.toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out())
                .contains("1 refused:\n  " + file + " entry 0: INVALID_STRUCTURE: Patient.nme: unknown element\n")
                .contains("  INVALID_STRUCTURE: " + ErrorCode.INVALID_STRUCTURE.nextStep());
    }

    @Test
    void anImportIntoANodeThatIsAwayEndsWithThreeAndSaysHowToGoOn() throws IOException {
        node.on("POST", "/fhir", Reply.problem(ErrorCode.NO_QUORUM, "2 of 4 members reachable"));
        Path file = Files.writeString(
                home.resolve("a.json"), "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{}]}");

        Typist.Ended ended = typist.type("import", file.toString());

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out()).contains("stopped at " + file + ": NO_QUORUM").contains("run the same command again");
    }

    @Test
    void anImportOfAFileThatIsMissingSendsNothing() throws IOException {
        Path there = Files.writeString(
                home.resolve("a.json"), "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{}]}");
        String missing = home.resolve("missing.json").toString();

        Typist.Ended ended = typist.type("import", there.toString(), missing);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains(missing + " is not there");
        assertThat(node.asked("POST", "/fhir")).isEmpty();
    }

    @Test
    void accessesAreListedPageByPage() {
        node.on(
                "GET",
                "/api/subjects/s1/accesses",
                asked -> Reply.json(
                        asked.query().orElse("").contains("after=p2")
                                ? "{\"items\":[" + access("refused", ",\"refusal\":\"CONSENT_DENIED\"") + "]}"
                                : "{\"items\":["
                                        + access("shown", ",\"shown\":[{\"type\":\"Observation\",\"count\":3}]")
                                        + "],\"next\":\"p2\"}"));

        assertThat(typist.type("access", "list", "--subject", "s1").out().lines())
                .containsExactly(
                        "2026-01-01T00:00:00Z  Kennedy Health  Dr Reader  TREAT  shown    3 Observation",
                        "2026-01-01T00:00:00Z  Kennedy Health  Dr Reader  TREAT  refused  CONSENT_DENIED");
        Typist.Ended limited = typist.type("access", "list", "--subject", "s1", "--limit", "1", "--json");
        assertThat(limited.json().get("items")).hasSize(1);
        assertThat(limited.json().get("more").asBoolean()).isTrue();
    }

    @Test
    void aRecordIsOpenedAndClosed() {
        node.on(
                "POST",
                "/api/sessions",
                Reply.json("{\"session\":\"x1\",\"subject\":\"s1\",\"purpose\":\"TREAT\",\"height\":7,"
                        + "\"opened\":\"2026-01-01T00:00:00Z\",\"expires\":\"2026-01-01T00:30:00Z\",\"consent\":\"c1\","
                        + "\"transaction\":\"" + "0".repeat(64) + "\"}"));
        node.on("DELETE", "/api/sessions/x1", Reply.json("{}"));

        Typist.Ended opened =
                typist.type("access", "open", "s1", "--purpose", "TREAT", "--minutes", "30", "--type", "Observation");

        assertThat(opened.out()).contains("session   x1\n").contains("rests on  consent c1\n");
        assertThat(node.asked("POST", "/api/sessions").getFirst().text())
                .isEqualTo(
                        "{\"subject\":\"s1\",\"purpose\":\"TREAT\",\"types\":[\"Observation\"],\"duration\":\"PT30M\"}");
        assertThat(typist.type("access", "close", "x1", "--json")
                        .json()
                        .get("session")
                        .asText())
                .isEqualTo("x1");
    }

    private static String access(String outcome, String rest) {
        return "{\"time\":\"2026-01-01T00:00:00Z\",\"organisation\":\"kennedy\",\"organisationName\":\"Kennedy Health\","
                + "\"reader\":\"r1\",\"readerName\":\"Dr Reader\",\"purpose\":\"TREAT\",\"outcome\":\"" + outcome
                + "\",\"deferred\":false" + rest + "}";
    }
}
