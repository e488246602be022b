package health.salus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.client.TrustFile;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.MemberKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members and networks. In place of the launcher, a script that makes gossip keys of its own and whose nodes wait.
class NetworkCommandsTest {

    private static final String LAUNCHER = """
            #!/bin/sh
            case $1 in
            gossip-keys)
              shift
              while [ $# -gt 0 ]; do printf 'certificate of %s' "$2" >"$1/keys/gossip.der"; shift 2; done
              ;;
            prepare) ;;
            start)
              echo "started with $2"
              exec sleep 600
              ;;
            esac
            """;

    @TempDir
    Path home;

    private Typist typist = new Typist(Path.of("."));

    @BeforeEach
    void launcher() throws IOException {
        typist = new Typist(home);
        Path launcher = Files.writeString(home.resolve("launcher"), LAUNCHER);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        typist.with("SALUS_LAUNCHER", launcher.toString());
    }

    @Test
    void aMemberKeepsItsKeysAndShowsItsCard() throws IOException {
        MemberHome north = new MemberHome(home.resolve("north"));

        Typist.Ended made = init("north", "--gossip", "north.example:7080");
        Typist.Ended shown = typist.type("member", "card", north.directory().toString(), "--json");

        assertThat(made.code()).as(made.err()).isZero();
        assertThat(shown.json().get("member").asText()).isEqualTo("north");
        assertThat(shown.json().get("gossip").asText()).isEqualTo("north.example:7080");
        assertThat(shown.json().get("digest").asText()).hasSize(64);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(north.keys())))
                .isEqualTo("rwx------");
        assertThat(north.readCard().memberVerificationKey())
                .isEqualTo(MemberKeys.load(north.keys()).member().verificationKey());
        assertThat(north.readCard().gossipCertificate().toUtf8()).isEqualTo("certificate of north");
        assertThat(north.configuration())
                .content()
                .contains("consensus.engine = hashgraph\n")
                .contains("consensus.gossip-port = 7080\n");
    }

    @Test
    void keysAreNeverReplaced() throws IOException {
        init("north");
        byte[] key = Files.readAllBytes(home.resolve("north/keys/member.pem"));

        Typist.Ended again = init("north");

        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("ALREADY_EXISTS");
        assertThat(home.resolve("north/keys/member.pem")).hasBinaryContent(key);
    }

    @Test
    void fourMembersSignOneGenesisApartFromEachOther() {
        List<String> names = List.of("north", "south", "east", "west");
        names.forEach(this::init);
        String genesis = home.resolve("net/genesis.cbor").toString();
        Typist.Ended created = typist.type(
                "network",
                "genesis",
                "propose",
                genesis,
                "--network",
                "health",
                "--cards",
                card("north"),
                card("south"),
                card("east"),
                card("west"),
                "--json");
        assertThat(created.json().get("complete").asBoolean()).isFalse();
        typist.answering("yes");
        assertThat(typist.type("network", "genesis", "sign", genesis, "--home", path("north"))
                        .out())
                .contains("digest " + created.json().get("digest").asText())
                .contains("signed as north; 3 members have not signed yet");
        String copy = home.resolve("copy.cbor").toString();
        MemberHome.write(Path.of(copy), MemberHome.read(Path.of(genesis)));
        typist.type("network", "genesis", "sign", genesis, "--home", path("south"), "--yes");
        typist.type("network", "genesis", "sign", copy, "--home", path("east"), "--yes");
        typist.type("network", "genesis", "sign", copy, "--home", path("west"), "--yes");
        assertThat(typist.type("network", "genesis", "install", genesis, "--home", path("north"))
                        .err())
                .contains("BAD_SIGNATURE: member east has not signed the genesis");

        Typist.Ended assembled = typist.type("network", "genesis", "assemble", genesis, genesis, copy, "--json");
        Typist.Ended installed = typist.type("network", "genesis", "install", genesis, "--home", path("north"));

        assertThat(assembled.json().get("complete").asBoolean()).isTrue();
        assertThat(installed.code()).as(installed.err()).isZero();
        assertThat(new MemberHome(home.resolve("north")).readGenesis().verify().members())
                .hasSize(4);
        assertThat(typist.type("network", "genesis", "show", genesis).out())
                .contains("complete: all members have signed");
        assertThat(TrustFile.read(Path.of(genesis)).members().members()).hasSize(4);
    }

    @Test
    void aGenesisWithAForeignCardInOnesNameIsNotSigned() {
        List.of("north", "south", "east", "west").forEach(this::init);
        typist.type("member", "init", home.resolve("impostor").toString(), "--member", "north", "--name", "North");
        MemberHome.write(Path.of(home + "/forged.cbor"), MemberHome.read(home.resolve("impostor/card.cbor")));
        typist.type(
                "network",
                "genesis",
                "propose",
                home.resolve("net/genesis.cbor").toString(),
                "--network",
                "health",
                "--cards",
                home + "/forged.cbor",
                card("south"),
                card("east"),
                card("west"));

        Typist.Ended ended = typist.type(
                "network",
                "genesis",
                "sign",
                home.resolve("net/genesis.cbor").toString(),
                "--home",
                path("north"),
                "--yes");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("another card of member north than this home");
    }

    @Test
    void aNetworkOnThisMachineIsReadyToStart() {
        Path directory = home.resolve("four");

        Typist.Ended ended = typist.type(
                "network", "create", directory.toString(), "--members", "4", "--base-port", "18080", "--json");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.json().get("members").get(3).get("url").asText()).isEqualTo("http://localhost:18083");
        for (int i = 1; i <= 4; i++) {
            MemberHome member = new MemberHome(directory.resolve("member-" + i));
            assertThat(member.readGenesis().verify().members()).hasSize(4);
            assertThat(member.configuration()).content().contains("http.port = " + (18079 + i) + "\n");
        }
        assertThat(directory.resolve("trust.txt")).exists();
        assertThat(typist.type("network", "create", directory.toString(), "--members", "4")
                        .err())
                .contains("holds a network already");
    }

    @Test
    void twoMembersAreNoNetwork() {
        Typist.Ended two = typist.type("network", "create", home.resolve("two").toString(), "--members", "2");
        Typist.Ended neither =
                typist.type("network", "create", home.resolve("x").toString());

        assertThat(two.code()).isEqualTo(2);
        assertThat(two.err()).contains("tolerates no dishonest one");
        assertThat(neither.err()).contains("Missing required option: '--members=N'");
    }

    @Test
    void membersRunUntilTheyAreStopped() throws IOException {
        String directory = home.resolve("one").toString();
        typist.type("network", "create", directory, "--members", "1", "--base-port", "18090");
        assertThat(typist.type("network", "status", directory).out())
                .contains("no process")
                .contains("stopped");

        Typist.Ended started = typist.type("network", "start", directory, "--patience", "2");
        Typist.Ended status = typist.type("network", "status", directory, "--json");
        Typist.Ended stopped = typist.type("network", "stop", directory, "--json");

        // The stand-in never becomes active, so starting it runs out of patience, and leaves it running.
        assertThat(started.code()).isEqualTo(3);
        assertThat(started.err()).contains("NOT_ACTIVE: not all members are active yet");
        assertThat(status.code()).isEqualTo(3);
        assertThat(status.json().get("members").get(0).get("phase").asText()).isEqualTo("starting");
        long pid = status.json().get("members").get(0).get("pid").asLong();
        assertThat(stopped.json().get("stopped").asBoolean()).isTrue();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(home.resolve("one/member-1/node.log"))
                .content()
                .contains("started with " + home.resolve("one/member-1/node.properties"));
        assertThat(typist.type("network", "status", directory).out()).contains("stopped");
    }

    @Test
    void aNodeThatEndsAtOnceIsReportedWithItsLastWords() throws IOException {
        String directory = home.resolve("one").toString();
        typist.type("network", "create", directory, "--members", "1", "--base-port", "18090");
        Files.writeString(
                home.resolve("launcher"), LAUNCHER.replace("exec sleep 600", "echo 'http.port is in use'; exit 1"));

        Typist.Ended ended = typist.type("network", "start", directory);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("http.port is in use").contains("the node of member-1 ended");
    }

    private Typist.Ended init(String name, String... more) {
        List<String> arguments = new java.util.ArrayList<>(
                List.of("member", "init", path(name), "--member", name, "--name", name + " hospital"));
        arguments.addAll(List.of(more));
        return typist.type(arguments.toArray(String[]::new));
    }

    private String path(String name) {
        return home.resolve(name).toString();
    }

    private String card(String name) {
        return home.resolve(name).resolve("card.cbor").toString();
    }
}
