package health.salus.node.commands;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.kernel.NetworkId;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.node.web.NodeServer;
import health.salus.testkit.FreePorts;
import health.salus.testkit.consensus.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a member decides and proves, typed against its running node.
class ConsortiumStoryTest {

    @TempDir
    Path directory;

    private NodeServer server;
    private Typist service;
    private String subject = "";

    @BeforeEach
    void open() {
        int port = FreePorts.one();
        Path configuration = LocalNetwork.create(
                        directory,
                        new NetworkId("story"),
                        List.of(new LocalNetwork.Member("north", new MemberSetup.Addresses("127.0.0.1", port, 0, 1))))
                .getFirst();
        server = NodeServer.start(NodeConfigFile.read(configuration));
        service = login("service.north", directory.resolve("north/keys/member.pem"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void membersVoteAboutTheirNetwork() {
        assertThat(done(service, "network", "propose", "hours", "--limits", "PT8H,PT2H,P1D", "--yes")
                        .out())
                .contains("limit sessions to 28800 s");
        // The only member has agreed by proposing; the node makes the block that does it.
        Await.until(
                () -> done(service, "network", "proposals", "hours").out().contains("enacted, block "),
                () -> done(service, "network", "proposals").out());
        Typist.Ended late = service.type("network", "vote", "hours", "--against", "--yes");
        assertThat(late.code()).isEqualTo(1);
        assertThat(late.err()).contains("ALREADY_DECIDED");
        assertThat(service.type("network", "vote", "nothing", "--for", "--yes").err())
                .contains("NOT_FOUND");
        assertThat(done(service, "status").out()).contains("epoch").contains("solo");
    }

    @Test
    void whetherAConsentWasInForceIsProvenWithTheNodeOff() {
        Path key = directory.resolve("kina.pem");
        String form = directory.resolve("north/card.cbor").toString();
        subject = done(
                        service,
                        "patient",
                        "enrol",
                        "--evidence",
                        form,
                        "--principal",
                        "kina",
                        "--new-key",
                        key.toString(),
                        "--yes",
                        "--json")
                .json()
                .get("id")
                .asText();
        Typist kina = login("kina", key);
        Path proof = directory.resolve("consent.proof");
        String consent = done(
                        kina,
                        "consent",
                        "give",
                        "--to",
                        "north",
                        "--purpose",
                        "TREAT",
                        "--days",
                        "9",
                        "--yes",
                        "--json")
                .json()
                .get("consent")
                .asText();
        assertThat(done(kina, "consent", "prove", consent, "--out", proof.toString())
                        .out())
                .contains("consent " + consent + " was in force at ");
        done(kina, "consent", "withdraw", consent, "--yes");
        Path life = directory.resolve("version.proof");
        done(kina, "consent", "prove", consent, "--of-version", "1", "--out", life.toString());
        Path after = directory.resolve("after.proof");
        done(kina, "consent", "prove", consent, "--out", after.toString());
        server.close();

        Typist anyone = new Typist(directory.resolve("anyone")).with("SALUS_URL", "http://127.0.0.1:1");
        String given =
                done(anyone, check(proof, consent, "--json")).json().get("at").asText();
        assertThat(done(anyone, check(life, consent, "--of-version", "1", "--at", given))
                        .out())
                .contains(" was in force at " + given)
                .contains("withdrawn ");
        Typist.Ended ended = anyone.type(check(after, consent));
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.out()).contains(" was not in force at ").contains("proven after block ");
        assertThat(anyone.type(check(after, consent, "--at", given)).err())
                .contains("NOT_PROVEN")
                .contains("--of-version");
        assertThat(anyone.type(check(proof, "another")).err()).contains("NOT_PROVEN");
        assertThat(anyone.type(check(proof, consent, "--at", "2100-01-01T00:00:00Z"))
                        .err())
                .contains("says nothing of what came after it");
    }

    private String[] check(Path proof, String consent, String... more) {
        return Stream.concat(
                        Stream.of(
                                "consent",
                                "check",
                                proof.toString(),
                                "--consent",
                                consent,
                                "--subject",
                                subject,
                                "--trust",
                                directory.resolve("north/genesis.cbor").toString()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private Typist login(String name, Path key) {
        Typist typist = Typist.inRealTime(directory.resolve("home of " + name))
                .with("SALUS_URL", "http://localhost:" + server.port())
                .with("SALUS_CONFIG", directory.resolve(name + ".login").toString());
        String genesis = directory.resolve("north/genesis.cbor").toString();
        done(typist, "login", "--key", key.toString(), "--as", name, "--trust", genesis);
        return typist;
    }

    private static Typist.Ended done(Typist typist, String... arguments) {
        Typist.Ended ended = typist.type(arguments);
        assertThat(ended.code())
                .as(String.join(" ", arguments) + "\n" + ended.out() + ended.err())
                .isZero();
        return ended;
    }
}
