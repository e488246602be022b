package health.salus.node.commands;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.kernel.Octets;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfigFile;
import health.salus.proof.membership.MemberHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four members that do not trust each other make a network: each works in a directory of its own, and only what is
/// in the directory `post` travels between them.
@Tag("slow")
class JoinedNetworkTest {

    private static final List<String> NAMES = List.of("north", "south", "east", "west");

    /// A key is 32 bytes at least; that much of a file that turns up elsewhere is no accident.
    private static final int TRACE_BYTES = 24;

    @TempDir
    Path directory;

    private final List<NodeRuntime> nodes = new ArrayList<>();
    private Path post = Path.of("");

    @BeforeEach
    void initialise() throws IOException {
        post = Files.createDirectory(directory.resolve("post"));
        int port = LauncherScript.basePort();
        String launcher = LauncherScript.in(directory).toString();
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            Typist member = new Typist(directory.resolve(name)).with("SALUS_LAUNCHER", launcher);
            typed(
                    member,
                    "member",
                    "init",
                    home(name).directory().toString(),
                    "--member",
                    name,
                    "--name",
                    name + " hospital",
                    "--http",
                    "http://localhost:" + (port + i),
                    "--peer",
                    "127.0.0.1:" + (port + 1_000 + i),
                    "--gossip",
                    "127.0.0.1:" + (port - 1_000 + i));
            Files.copy(home(name).card(), post.resolve(name + ".card"));
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(NodeRuntime::close);
        nodes.clear();
    }

    @Test
    void onlyCardsAndSignaturesTravelAndTheFourAgree() throws IOException {
        Path proposed = post.resolve("genesis.cbor");
        List<String> propose =
                new ArrayList<>(List.of("network", "genesis", "propose", proposed.toString(), "--network", "joined"));
        propose.add("--cards");
        NAMES.forEach(name -> propose.add(post.resolve(name + ".card").toString()));
        typed(typist("north"), propose.toArray(String[]::new));

        List<String> assemble = new ArrayList<>(List.of("network", "genesis", "assemble", proposed.toString()));
        for (String name : NAMES) {
            Path own = Files.copy(proposed, home(name).directory().resolve("to-sign.cbor"));
            typed(
                    typist(name),
                    "network",
                    "genesis",
                    "sign",
                    own.toString(),
                    "--home",
                    home(name).directory().toString(),
                    "--yes");
            assemble.add(Files.copy(own, post.resolve("from-" + name + ".cbor")).toString());
        }
        Typist.Ended assembled = typed(typist("south"), assemble.toArray(String[]::new));
        assertThat(assembled.out()).contains("complete: all members have signed");
        for (String name : NAMES) {
            Path own = Files.copy(proposed, home(name).directory().resolve("complete.cbor"));
            typed(
                    typist(name),
                    "network",
                    "genesis",
                    "install",
                    own.toString(),
                    "--home",
                    home(name).directory().toString());
        }

        for (String name : NAMES) {
            nodes.add(NodeRuntime.start(NodeConfigFile.read(home(name).configuration())));
        }
        // Each member's first transaction is decided by all: it takes their consensus, and their signatures.
        for (NodeRuntime node : nodes) {
            node.network()
                    .decide(node.network().signAsMember(List.of(Probe.of(node))))
                    .orThrow();
        }
        stop();
        requireThatKeysStayedAtHome();
    }

    private void requireThatKeysStayedAtHome() throws IOException {
        for (String name : NAMES) {
            Set<String> traces = traces(home(name).keys());
            assertThat(traces).as("keys of " + name).isNotEmpty();
            for (Path file : filesUnder(directory)) {
                if (!file.startsWith(home(name).keys())) {
                    assertThat(tracesIn(file, traces)).as(file.toString()).isEmpty();
                }
            }
        }
    }

    /// Parts of everything that is secret: the lines of text files, and the ends of others, where they are
    /// authenticated.
    private static Set<String> traces(Path keys) throws IOException {
        Set<String> traces = new HashSet<>();
        for (Path file : filesUnder(keys)) {
            Octets content = Octets.wrap(Files.readAllBytes(file));
            if (file.getFileName().toString().equals(MemberHome.GOSSIP_CERTIFICATE) || content.length() < TRACE_BYTES) {
                continue;
            }
            boolean text = file.toString().endsWith(".pem") || file.toString().endsWith(".password");
            if (text) {
                content.toUtf8()
                        .lines()
                        .filter(line -> line.length() >= TRACE_BYTES && !line.startsWith("-----"))
                        .forEach(line -> traces.add(Octets.utf8(line.substring(line.length() - TRACE_BYTES))
                                .hex()));
            } else {
                traces.add(content.slice(content.length() - TRACE_BYTES, content.length())
                        .hex());
            }
        }
        return traces;
    }

    private static List<String> tracesIn(Path file, Set<String> traces) throws IOException {
        String content = Octets.wrap(Files.readAllBytes(file)).hex();
        return traces.stream().filter(content::contains).toList();
    }

    private static List<Path> filesUnder(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private MemberHome home(String name) {
        return new MemberHome(directory.resolve(name).resolve("salus"));
    }

    private Typist typist(String name) {
        return new Typist(directory.resolve(name));
    }

    private static Typist.Ended typed(Typist typist, String... arguments) {
        Typist.Ended ended = typist.type(arguments);
        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
        return ended;
    }
}
