package health.salus.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.node.replica.GenesisState;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.witness.LogNote;
import health.salus.proof.witness.WitnessRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A running node's log, read by the libraries of Go's checksum database (`logreader.go`), which know nothing of Salus:
/// they find it sound, find every change of it, and take this project's proofs.
@Tag("golang")
@TestInstance(Lifecycle.PER_CLASS)
class GoLogReaderTest {

    /// With a header each, more entries than a full file has.
    private static final int PEOPLE = 140;

    private static final Path SOURCE = Path.of("src", "test", "golang", "logreader.go");
    private static final NetworkId NETWORK = new NetworkId("test");

    /// Where Debian's packages of Go libraries lie.
    private static final Path GO_PATH = Path.of("/usr", "share", "gocode");

    private static final Path LIBRARY = GO_PATH.resolve("src/golang.org/x/mod/sumdb/tlog");

    private Path directory;
    private OpenNode node;
    private Path reader;
    private Path trust;
    private Path older;
    private Path copy;
    private int copies;

    @BeforeAll
    void open(@TempDir Path temporary) throws IOException {
        directory = temporary;
        assertThat(LIBRARY)
                .as("these tests need Debian's golang-go and golang-golang-x-mod-dev")
                .isDirectory();
        reader = directory.resolve("logreader");
        assertThat(run("go", "build", "-o", reader.toString(), SOURCE.toString()))
                .isEqualTo(new Ended(0, ""));
        node = OpenNode.start(directory.resolve("node"));
        trust = directory.resolve("trust.txt");
        Files.writeString(
                trust,
                TrustAnchor.of(
                                NETWORK,
                                GenesisState.memberSet(node.server().node().genesis()))
                        .format());
        older = Files.write(directory.resolve("older"), checkpoint().toArray());
        for (int i = 0; i < PEOPLE; i++) {
            node.register("person." + i, PrincipalKind.PRACTITIONER, OpenNode.NORTH);
        }
        copy = directory.resolve("copy");
        assertThat(new Typist(directory.resolve("home"))
                        .type(
                                "log",
                                "mirror",
                                copy.toString(),
                                "--url",
                                node.address().toString(),
                                "--trust",
                                trust.toString())
                        .code())
                .isZero();
    }

    @AfterAll
    void close() {
        node.close();
    }

    private Octets checkpoint() {
        return node.server()
                .node()
                .ledger()
                .finality()
                .finalNote()
                .orElseThrow()
                .encode();
    }

    private long size() {
        return LogNote.parse(checkpoint()).checkpoint().size();
    }

    @Test
    void findsTheServedLogSound() {
        assertThat(size()).isGreaterThan(LogFile.FULL);
        Ended ended = read("check", node.address() + "/log", trust, older);
        assertThat(ended.code).as(ended.out).isZero();
        assertThat(ended.out)
                .contains(size() + " entries")
                .contains(
                        LogNote.parse(checkpoint()).checkpoint().root().octets().base64());
    }

    @Test
    void findsTheCopySound() {
        assertThat(read("check", copy, trust, older).code).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/000",
                "tile/0/001.p",
                "tile/1/000.p",
                "tile/entries/000",
                "tile/entries/001.p",
            })
    void findsAChangedByteInAnyFile(String path) {
        assertRefused(changed(path, bytes -> {
            byte[] changed = bytes.toArray();
            changed[changed.length / 2] ^= 1;
            return Octets.wrap(changed);
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/000", "tile/0/001.p", "tile/entries/000", "tile/entries/001.p", "checkpoint"})
    void findsAFileThatWasCut(String path) {
        assertRefused(changed(path, bytes -> bytes.slice(0, bytes.length() - 1)));
    }

    @Test
    void findsACheckpointThatWasNotSigned() {
        assertRefused(changed("checkpoint", note -> edit(note, "\n" + size() + "\n", "\n" + (size() - 1) + "\n")));
        assertRefused(changed("checkpoint", note -> edit(note, "salus/test\n", "salus/toast\n")));
        assertRefused(
                changed("checkpoint", note -> edit(note, "\u2014 salus/test/north ", "\u2014 salus/test/south ")));
    }

    @Test
    void takesTheProofInAReceipt() throws IOException {
        List<Octets> receipts = receipts();
        assertThat(receipts).hasSizeGreaterThan(PEOPLE);
        for (Octets receipt : List.of(receipts.getFirst(), receipts.get(PEOPLE / 2), receipts.getLast())) {
            Path file = Files.write(directory.resolve("a.receipt"), receipt.toArray());
            Ended ended = read("receipt", file, trust);
            assertThat(ended.code).as(ended.out).isZero();
            String text = receipt.toUtf8();
            int hash = text.indexOf('\n', text.indexOf("\nindex ") + 1) + 1;
            for (String forged : List.of(
                    text.replaceFirst("\nindex ", "\nindex 1"),
                    text.substring(0, hash) + text.substring(text.indexOf('\n', hash) + 1),
                    text.replaceFirst("\nentry ....", "\nentry AAAA"))) {
                Files.writeString(file, forged);
                assertThat(read("receipt", file, trust).code).as(forged).isEqualTo(1);
            }
        }
    }

    @Test
    void takesTheProofThatWitnessesAreSent() throws IOException {
        long before = LogNote.parse(Octets.wrap(Files.readAllBytes(older)))
                .checkpoint()
                .size();
        WitnessRequest request = new WitnessRequest(
                before,
                node.server().node().ledger().publishedLog().consistency(before, size()),
                LogNote.parse(checkpoint()));
        Path file = Files.write(directory.resolve("request"), request.encode().toArray());
        Ended ended = read("growth", file, trust, older);
        assertThat(ended.code).as(ended.out).isZero();
        WitnessRequest reversed = new WitnessRequest(before, request.proof().reversed(), request.note());
        Files.write(file, reversed.encode().toArray());
        assertThat(read("growth", file, trust, older).code).isEqualTo(1);
    }

    private List<Octets> receipts() {
        var ledger = node.server().node().ledger();
        List<Octets> receipts = new ArrayList<>();
        for (long height = 1; height <= ledger.status().height(); height++) {
            ledger.block(height)
                    .orElseThrow()
                    .items()
                    .forEach(item -> ledger.network()
                            .receipt(SignedTransaction.parse(item.envelope()).id())
                            .ifPresent(receipts::add));
        }
        return receipts;
    }

    private static Octets edit(Octets note, String from, String to) {
        String text = note.toUtf8();
        assertThat(text).contains(from);
        return Octets.utf8(text.replace(from, to));
    }

    /// A copy of the copy with one file changed; of a partial tile, whichever width it has.
    private Path changed(String path, UnaryOperator<Octets> change) {
        Path to = directory.resolve("changed-" + copies++);
        try (var files = Files.walk(copy)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(copy.relativize(file).toString()));
            }
            Path named = to.resolve(path);
            if (Files.isDirectory(named)) {
                try (var widths = Files.list(named)) {
                    named = widths.findFirst().orElseThrow();
                }
            }
            Octets before = Octets.wrap(Files.readAllBytes(named));
            Files.write(named, change.apply(before).toArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return to;
    }

    private void assertRefused(Path files) {
        Ended ended = read("check", files, trust, older);
        assertThat(ended.code).as(ended.out).isEqualTo(1);
        assertThat(ended.out).startsWith("refused: ");
    }

    private Ended read(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(reader.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return run(command.toArray(String[]::new));
    }

    private record Ended(int code, String out) {}

    private Ended run(String... command) {
        ProcessBuilder building = new ProcessBuilder(command).redirectErrorStream(true);
        // Debian's package of the library, as it lies there, and no network.
        building.environment().put("GO111MODULE", "off");
        building.environment().put("GOPATH", GO_PATH.toString());
        building.environment().put("GOCACHE", directory.resolve("cache").toString());
        try {
            Process process = building.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
