package health.salus.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.TrustFile;
import health.salus.client.page.VerifierPage;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.node.replica.GenesisState;
import health.salus.proof.CheckpointNote;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.LogEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleTree;
import health.salus.proof.receipt.Bundle;
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.tiles.EntryBundles;
import health.salus.proof.tiles.HashTiles;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.tiles.TiledTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

/// The log of a running node as an auditor has it, who signs in nowhere.
@TestInstance(Lifecycle.PER_CLASS)
class LogOverHttpTest {

    /// With a header each, more entries than a full file has.
    private static final int PEOPLE = 140;

    private final HttpClient http = HttpClient.newHttpClient();
    private OpenNode node;

    @BeforeAll
    void open(@TempDir Path directory) {
        node = OpenNode.start(directory);
        for (int i = 0; i < PEOPLE; i++) {
            node.register("person." + i, PrincipalKind.PRACTITIONER, OpenNode.NORTH);
        }
    }

    @AfterAll
    void close() {
        node.close();
        http.close();
    }

    /// Who would verify receipts needs no account either.
    @Test
    void bringsThePageThatVerifiesReceipts() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(node.address().resolve("/verify")).build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'sha256-");
        assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(answer.body()).isEqualTo(VerifierPage.assemble().html().toUtf8());
    }

    @Test
    void isWhatTheMembersSigned() {
        CheckpointNote note = CheckpointNote.parse(Octets.wrap(get("checkpoint").body()));
        MemberSet members = GenesisState.memberSet(node.server().node().genesis());
        assertThat(note.isFinal(members)).isTrue();
        long size = note.checkpoint().size();
        assertThat(size).isGreaterThan(LogFile.FULL);
        TiledTree tree = new TiledTree(file -> Octets.wrap(get(file.path()).body()), size);
        assertThat(MerkleTree.root(size, tree)).isEqualTo(note.checkpoint().root());

        List<Octets> entries = new ArrayList<>();
        for (long index = 0; index * LogFile.FULL < size; index++) {
            LogFile bundle = HashTiles.entriesInLog(index, size).orElseThrow();
            entries.addAll(EntryBundles.decode(Octets.wrap(get(bundle.path()).body())));
        }
        assertThat(entries).hasSize((int) size);
        long height = 0;
        for (int i = 0; i < entries.size(); i++) {
            assertThat(MerkleTree.leafHash(entries.get(i))).isEqualTo(tree.node(0, i));
            if (LogEntry.decode(entries.get(i)) instanceof LogEntry.HeaderEntry header) {
                assertThat(header.height()).isEqualTo(height++);
            }
        }
        Digest first = tree.node(0, 0);
        assertThat(MerkleTree.verifyInclusion(
                        0, size, first, note.checkpoint().root(), MerkleTree.inclusion(0, size, tree)))
                .isTrue();
    }

    @Test
    void hasBundlesForReceiptsOfEachSize() {
        TrustAnchor anchor = TrustFile.ofGenesis(node.server().node().genesis()).requiring(CosignatureRequirement.BOTH);
        CheckpointNote note = CheckpointNote.parse(Octets.wrap(get("checkpoint").body()));
        long size = note.checkpoint().size();
        assertThat(note.isFinal(anchor.members(), CosignatureRequirement.BOTH)).isTrue();
        TiledTree tree = new TiledTree(file -> Octets.wrap(get(file.path()).body()), size);
        for (long smaller : new long[] {1, 2, 255, 256, 257, size}) {
            Bundle bundle = Bundle.parse(text(get("bundle/" + smaller)));
            assertThat(bundle.note().isFinal(anchor.members(), CosignatureRequirement.BOTH))
                    .isTrue();
            assertThat(MerkleTree.verifyConsistency(
                            smaller,
                            bundle.note().checkpoint().size(),
                            MerkleTree.root(smaller, tree),
                            bundle.note().checkpoint().root(),
                            bundle.consistency()))
                    .as("from %s", smaller)
                    .isTrue();
        }
        assertThat(MemberChain.parse(text(get("members"))).check(anchor)).isInstanceOf(MemberChain.Answer.Holds.class);
    }

    private static String text(HttpResponse<byte[]> response) {
        return Octets.wrap(response.body()).toUtf8();
    }

    @Test
    void saysHowLongEachFileIsGood() {
        HttpResponse<byte[]> checkpoint = get("checkpoint");
        assertThat(checkpoint.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(checkpoint.headers().firstValue("Cache-Control")).contains("max-age=1");
        for (String text : List.of("members", "bundle/1")) {
            assertThat(get(text).headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
            assertThat(get(text).headers().firstValue("Cache-Control").orElseThrow())
                    .contains("public");
        }
        HttpResponse<byte[]> tile = get("tile/0/000");
        assertThat(tile.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(tile.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(tile.body()).hasSize(LogFile.FULL * Digest.LENGTH_BYTES);
        assertThat(get("tile/0/000.p/7").body()).hasSize(7 * Digest.LENGTH_BYTES);
        assertThat(EntryBundles.decode(Octets.wrap(get("tile/entries/000.p/7").body())))
                .hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/900",
                "tile/0/001",
                "tile/entries/001",
                "tile/0/001.p/250",
                "tile/2/000.p/1",
                "tile/0/0",
                "tile/0/000/",
                "tile/0/000.p/0",
                "tile/entries/x000/000",
                "tile/7/000",
                "bundle/0",
                "bundle/01",
                "bundle/-1",
                "bundle/100000",
                "bundle/9999999999999999999",
                "bundle/",
                "nothing"
            })
    void hasNothingBeyondWhatIsFinal(String path) {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void isReadOnly() throws IOException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(node.address().resolve("/log/checkpoint"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isIn(401, 403, 405);
    }

    private HttpResponse<byte[]> get(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(node.address().resolve("/log/" + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
