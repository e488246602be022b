package health.salus.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.node.witness.SmallLog;
import health.salus.proof.NoteSignature;
import health.salus.proof.membership.WitnessKey;
import health.salus.proof.witness.LogCheckpoint;
import health.salus.proof.witness.LogNote;
import health.salus.proof.witness.NoteKey;
import health.salus.proof.witness.WitnessRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A running node as the witness of another log: each answer that C2SP tlog-witness has.
@TestInstance(Lifecycle.PER_CLASS)
class WitnessOverHttpTest {

    private static final int LOGS = 12;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<SmallLog> logs = new ArrayList<>();
    private int used;
    private OpenNode node;
    private NoteKey witness;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LOGS; i++) {
            String origin = i == 0 ? "a log with spaces" : "example.com/log-" + i;
            SmallLog log = SmallLog.of(origin);
            logs.add(log);
            lines.add("log " + log.key().text() + " " + origin);
        }
        Path configuration = OpenNode.prepare(directory, new NetworkId("test"), List.of("witness.logs = logs.txt"));
        Files.write(configuration.resolveSibling("logs.txt"), lines);
        node = OpenNode.open(configuration);
        witness = WitnessKey.open(
                        node.server().node().config().keys(),
                        new NetworkId("test"),
                        OpenNode.MEMBER,
                        new SystemRandomSource())
                .verifierKey();
    }

    @AfterAll
    void close() {
        node.close();
        http.close();
    }

    /// Each test has a log of its own.
    private SmallLog log() {
        return logs.get(used++);
    }

    @Test
    void cosignsALogFromItsBeginningAndAsItGrows() {
        SmallLog log = log();
        assertThat(sizes(log, new int[][] {{0, 0}, {0, 1}, {1, 7}, {7, 64}, {64, 64}, {64, 70}}))
                .containsOnly(200);
    }

    private List<Integer> sizes(SmallLog log, int[][] steps) {
        List<Integer> statuses = new ArrayList<>();
        for (int[] step : steps) {
            WitnessRequest request = log.request(step[0], step[1]);
            HttpResponse<String> answer = post(request);
            statuses.add(answer.statusCode());
            assertCosigned(request.note(), answer);
        }
        return statuses;
    }

    private void assertCosigned(LogNote note, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<NoteSignature> lines = LogNote.signatures(Octets.utf8(answer.body()));
        assertThat(lines)
                .singleElement()
                .satisfies(line ->
                        assertThat(witness.verifies(note.checkpoint(), line)).isTrue());
        // "The client MAY concatenate it to the checkpoint."
        assertThat(LogNote.parse(Octets.utf8(note.text() + answer.body())).signatures())
                .hasSize(note.signatures().size() + 1);
    }

    @Test
    void cosignsExtensionLinesAndPassesOverUnknownSigners() {
        SmallLog log = log();
        LogNote extended = log.note(5, "an extension", "and another");
        NoteSignature unknown =
                SmallLog.of("example.com/log-1").note(5).signatures().getFirst();
        LogNote note = extended.with(List.of(unknown));
        assertCosigned(note, post(new WitnessRequest(0, List.of(), note)));
    }

    @Test
    void saysWhichSizeItKnows() {
        SmallLog log = log();
        assertThat(post(log.request(0, 9)).statusCode()).isEqualTo(200);
        for (int old : new int[] {0, 8, 10}) {
            HttpResponse<String> conflict = post(log.request(old, 20));
            assertThat(conflict.statusCode()).isEqualTo(409);
            assertThat(conflict.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
            assertThat(conflict.body()).isEqualTo("9\n");
        }
        assertCosigned(log.note(20), post(log.request(9, 20)));
    }

    @Test
    void refusesALogThatItDoesNotKnow() {
        assertProblem(post(SmallLog.of("example.com/unknown").request(0, 9)), 404, "UNKNOWN_LOG");
    }

    @Test
    void refusesWhatTheLogDidNotSign() {
        SmallLog log = log();
        LogCheckpoint checkpoint = log.note(9).checkpoint();
        LogNote byOthers =
                new LogNote(checkpoint, SmallLog.of("example.com/else").note(9).signatures());
        assertProblem(post(new WitnessRequest(0, List.of(), byOthers)), 403, "LOG_NOT_SIGNED");
        LogNote forged = new LogNote(checkpoint, log.note(8).signatures());
        assertProblem(post(new WitnessRequest(0, List.of(), forged)), 403, "LOG_NOT_SIGNED");
        LogNote both = log.note(9).with(forged.signatures());
        assertProblem(post(new WitnessRequest(0, List.of(), both)), 403, "LOG_NOT_SIGNED");
        assertCosigned(log.note(9), post(log.request(0, 9)));
    }

    @Test
    void refusesAnOldSizeBeyondTheNewOne() {
        SmallLog log = log();
        assertThat(post(log.request(0, 9)).statusCode()).isEqualTo(200);
        assertProblem(post(new WitnessRequest(9, List.of(), log.note(8))), 400, "MALFORMED");
    }

    @Test
    void refusesAnotherRootOfTheSameSize() {
        SmallLog log = log();
        assertThat(post(log.request(0, 9)).statusCode()).isEqualTo(200);
        HttpResponse<String> conflict = post(log.rewritten().request(9, 9));
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(node.server().node().config().data().resolve("evidence")).isNotEmptyDirectory();
    }

    @Test
    void refusesProofsThatDoNotVerify() {
        SmallLog log = log();
        assertProblem(post(new WitnessRequest(0, List.of(Digest.ZERO), log.note(9))), 422, "LOG_NOT_CONSISTENT");
        assertThat(post(log.request(0, 9)).statusCode()).isEqualTo(200);
        assertProblem(post(log.rewritten().request(9, 20)), 422, "LOG_NOT_CONSISTENT");
        assertProblem(post(new WitnessRequest(9, List.of(), log.note(20))), 422, "LOG_NOT_CONSISTENT");
        assertProblem(post(new WitnessRequest(9, log.proof(9, 21), log.note(20))), 422, "LOG_NOT_CONSISTENT");
        assertCosigned(log.note(20), post(log.request(9, 20)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NOTE",
                "old 0\nNOTE",
                "old 00\n\nNOTE",
                "old -1\n\nNOTE",
                "old 0\nabc\n\nNOTE",
                "old 0\r\n\r\nNOTE",
                "old 0\n\nexample.com/log-1\n5\n",
                "old 0\n\nNOTEx",
                "old 0\nHASHES\nNOTE"
            })
    void refusesRequestsInOtherForms(String body) {
        String hash = Digest.ZERO.octets().base64() + "\n";
        String text = body.replace("NOTE", logs.get(1).note(5).text()).replace("HASHES\n", hash.repeat(64));
        assertProblem(post(Octets.utf8(text)), 400, "MALFORMED");
    }

    @Test
    void refusesMoreThanARequestCanHave() {
        assertProblem(post(Octets.wrap(new byte[WitnessRequest.MAX_BYTES + 1])), 413, "TOO_LARGE");
    }

    @Test
    void takesPostsOnly() throws IOException, InterruptedException {
        HttpRequest get = HttpRequest.newBuilder(node.address().resolve("/witness/add-checkpoint"))
                .build();
        assertThat(http.send(get, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isIn(401, 403, 405);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(code);
    }

    private HttpResponse<String> post(WitnessRequest request) {
        return post(request.encode());
    }

    private HttpResponse<String> post(Octets body) {
        HttpRequest post = HttpRequest.newBuilder(node.address().resolve("/witness/add-checkpoint"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()))
                .build();
        try {
            return http.send(post, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
