package health.salus.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.node.replica.GenesisState;
import health.salus.proof.CheckpointNote;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.WitnessKey;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.witness.LogNote;
import health.salus.proof.witness.NoteKey;
import health.salus.proof.witness.WitnessPolicy;
import health.salus.proof.witness.WitnessRequest;
import health.salus.testkit.consensus.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A network of one member whose log another network witnesses: its operator cannot rewrite it unseen.
class WitnessedNetworkTest {

    private static final NetworkId ALONE = new NetworkId("alone");
    private static final NetworkId OUTSIDE = new NetworkId("outside");
    private static final int PEOPLE = 3;

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private OpenNode alone;
    private OpenNode outside;
    private NoteKey witness;
    private Path forged;

    @BeforeEach
    void open() throws IOException {
        Path configuration = OpenNode.prepare(
                directory.resolve("alone"), ALONE, List.of("witness.policy = policy.txt", "witness.every = PT0.1S"));
        Path outsides = OpenNode.prepare(directory.resolve("outside"), OUTSIDE, List.of("witness.logs = logs.txt"));
        Path genesis = home(configuration).genesis();
        Files.writeString(
                outsides.resolveSibling("logs.txt"),
                "network " + home(outsides).directory().relativize(genesis) + "\n");
        outside = OpenNode.open(outsides);
        witness = WitnessKey.open(home(outsides).keys(), OUTSIDE, OpenNode.MEMBER, new SystemRandomSource())
                .verifierKey();
        Files.writeString(
                configuration.resolveSibling("policy.txt"),
                "witness outside " + witness.text() + " " + outside.address() + "/witness\nquorum outside\n");
        // What the operator needs to tell the same network another history: all but what the first one wrote.
        forged = copy(home(configuration).directory(), directory.resolve("forged"))
                .resolve("node.properties");
        alone = OpenNode.open(configuration);
    }

    private static MemberHome home(Path configuration) {
        return new MemberHome(
                Optional.ofNullable(configuration.toAbsolutePath().getParent()).orElseThrow());
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    @AfterEach
    void close() {
        alone.close();
        outside.close();
        http.close();
    }

    @Test
    void goesOnUnderTheWitnesssEyes() {
        long first = awaitWitnessed();
        register("first");
        long second = awaitWitnessed();
        assertThat(second).isGreaterThan(first);
        Octets latest = body("/log/checkpoint");
        assertThat(WitnessPolicy.atLeast(1, List.of(witness)).isMetBy(LogNote.parse(latest)))
                .as("the quiet log's latest checkpoint has the witness's line")
                .isTrue();
        CheckpointNote note = CheckpointNote.parse(body("/log/witnessed"));
        assertThat(note.isFinal(GenesisState.memberSet(genesis()))).isTrue();
        assertThat(check("--witness", witness.text()))
                .satisfies(ended -> assertThat(ended.out()).contains("enough witnesses cosigned it"))
                .returns(0, Typist.Ended::code);

        alone.restart();
        assertThat(LogNote.parse(body("/log/witnessed")).checkpoint().size())
                .as("kept over a restart")
                .isEqualTo(second);
        register("second");
        assertThat(awaitWitnessed()).isGreaterThan(second);
    }

    @Test
    void cannotBeRewritten() {
        register("first");
        long size = awaitWitnessed();
        alone.close();

        alone = OpenNode.open(forged);
        register("other");
        assertThat(finalSize()).as("as long as the first history").isEqualTo(size);
        assertThat(post(new WitnessRequest(size, List.of(), note()))).satisfies(conflict -> {
            assertThat(conflict.statusCode()).isEqualTo(409);
            assertThat(conflict.body()).isEqualTo(size + "\n");
        });
        register("more");
        assertThat(post(new WitnessRequest(
                                size,
                                alone.server().node().ledger().publishedLog().consistency(size, finalSize()),
                                note()))
                        .statusCode())
                .isEqualTo(422);
        assertThat(get("/log/witnessed").statusCode()).isEqualTo(404);
        assertThat(note().signatures())
                .as("the member's alone, with a key of each kind")
                .hasSize(2);

        assertThat(check().code())
                .as("its members signed it: without a witness it is sound")
                .isZero();
        assertThat(check("--witness", witness.text())).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(4);
            assertThat(ended.out()).contains("NOT_WITNESSED").contains(witness.name());
        });
        assertThat(outside.server().node().config().data().resolve("evidence"))
                .as("both checkpoints, for whoever asks")
                .isNotEmptyDirectory();
    }

    private void register(String name) {
        for (int i = 0; i < PEOPLE; i++) {
            alone.register(name + "." + i, PrincipalKind.PRACTITIONER, OpenNode.NORTH);
        }
    }

    private Genesis genesis() {
        return alone.server().node().genesis();
    }

    private long finalSize() {
        return alone.server().node().ledger().finality().finalSize();
    }

    private LogNote note() {
        return LogNote.parse(body("/log/checkpoint"));
    }

    /// Until the witness has cosigned all that is final.
    private long awaitWitnessed() {
        Await.until(
                () -> {
                    HttpResponse<byte[]> answer = get("/log/witnessed");
                    return answer.statusCode() == 200
                            && LogNote.parse(Octets.wrap(answer.body()))
                                            .checkpoint()
                                            .size()
                                    == finalSize();
                },
                () -> "a witnessed checkpoint of " + finalSize() + " entries");
        return finalSize();
    }

    private Typist.Ended check(String... witnesses) {
        try {
            Path trust = directory.resolve("trust.txt");
            Files.writeString(
                    trust,
                    TrustAnchor.of(ALONE, GenesisState.memberSet(genesis())).format());
            String[] arguments = new String[witnesses.length + 6];
            System.arraycopy(
                    new String[] {"log", "check", "--url", alone.address().toString(), "--trust", trust.toString()},
                    0,
                    arguments,
                    0,
                    6);
            System.arraycopy(witnesses, 0, arguments, 6, witnesses.length);
            return new Typist(directory.resolve("auditor")).type(arguments);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Octets body(String path) {
        HttpResponse<byte[]> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Octets.wrap(answer.body());
    }

    private HttpResponse<byte[]> get(String path) {
        return send(
                HttpRequest.newBuilder(alone.address().resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> post(WitnessRequest request) {
        URI address = outside.address().resolve("/witness/add-checkpoint");
        return send(
                HttpRequest.newBuilder(address)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(
                                request.encode().toArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
