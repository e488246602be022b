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

/// The commands about a node and who one is to it.
class NodeCommandsTest {

    private static final String STATUS =
            "{\"apiVersion\":1,\"software\":\"0.1\",\"network\":\"demo\",\"member\":\"alpha\","
                    + "\"engine\":\"solo\",\"epoch\":0,\"phase\":\"active\",\"height\":3,\"logSize\":9,\"finalSize\":8,"
                    + "\"time\":\"2026-01-01T00:00:00Z\",\"maxTransactionBytes\":1000}";
    private static final String ME = "{\"principal\":\"kina\",\"kind\":\"patient\",\"organisation\":\"nash\","
            + "\"subject\":\"s1\",\"keys\":[{\"key\":\"k1\",\"algorithm\":\"ed25519\",\"state\":\"in-force\","
            + "\"registered\":\"2026-01-01T00:00:00Z\"}]}";

    private final ScriptedNode node = new ScriptedNode();

    @TempDir
    Path home;

    private Typist typist = new Typist(Path.of("."));

    @BeforeEach
    void script() {
        typist = new Typist(home);
        typist.with("SALUS_URL", node.address().toString());
        new ScriptedLedger().at(node);
        node.on("GET", "/api/status", Reply.json(STATUS));
        node.on("GET", "/api/me", Reply.json(ME));
        node.on("POST", "/oauth2/token", Reply.json("{\"access_token\":\"t1\",\"expires_in\":300}"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void statusSaysHowTheNodeIs() {
        Typist.Ended ended = typist.type("status");

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("network    demo\n")
                .contains("phase      active\n")
                .contains("log        9 entries, 8 of them final\n");
    }

    @Test
    void statusInJsonIsTheNodesAnswer() {
        Typist.Ended ended = typist.type("status", "--json");

        assertThat(ended.json().get("network").asText()).isEqualTo("demo");
        assertThat(ended.json().get("finalSize").asLong()).isEqualTo(8);
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void anOptionComesBeforeTheEnvironment() {
        Typist.Ended ended = typist.type("status", "--url", "http://127.0.0.1:1", "--json");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.json().get("error").get("code").asText()).isEqualTo("UNREACHABLE");
        assertThat(ended.json().get("error").get("exitCode").asInt()).isEqualTo(3);
        assertThat(ended.json().get("error").get("next").asText()).isNotEmpty();
    }

    @Test
    void loginWithAKeyIsRememberedAndPinsTheMembers() throws IOException {
        String key = key();

        Typist.Ended ended = typist.type("login", "--key", key, "--as", "kina", "--json");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.json().get("principal").asText()).isEqualTo("kina");
        assertThat(ended.json().get("pinned").asBoolean()).isTrue();
        Path login = home.resolve(".config/salus/login.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(login)))
                .isEqualTo("rw-------");
        assertThat(home.resolve(".config/salus/trust/demo.txt")).content().startsWith("salus trust v1\nnetwork demo\n");
        typist = new Typist(home);
        assertThat(typist.type("whoami").out()).contains("subject       s1\n");
    }

    @Test
    void loginWithAPasswordAsksForIt() throws IOException {
        typist.answering("secret");

        assertThat(typist.type("login", "--as", "importer").code()).isZero();

        assertThat(node.asked("POST", "/oauth2/token").getFirst().header("authorization"))
                .isEqualTo("Basic aW1wb3J0ZXI6c2VjcmV0");
        assertThat(home.resolve(".config/salus/login.json")).content().contains("importer");
    }

    @Test
    void loginThatFailsPinsNobodyAndLeavesTheEarlierLogin() throws IOException {
        String key = key();
        assertThat(typist.type("login", "--key", key, "--as", "kina").code()).isZero();
        Path configuration = home.resolve(".config/salus");
        String earlier = Files.readString(configuration.resolve("login.json"));
        Files.delete(configuration.resolve("trust/demo.txt"));
        node.forget("GET", "/api/me")
                .on("GET", "/api/me", Reply.problem(ErrorCode.UNKNOWN_PRINCIPAL, "not registered here"));

        Typist.Ended ended = typist.type("login", "--key", key, "--as", "kino");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(configuration.resolve("trust/demo.txt")).doesNotExist();
        assertThat(configuration.resolve("login.json")).content().isEqualTo(earlier);
    }

    @Test
    void loginThatFailsIsNotRemembered() {
        node.forget("POST", "/oauth2/token")
                .on(
                        "POST",
                        "/oauth2/token",
                        new Reply(
                                401,
                                java.util.Map.of(),
                                health.salus.kernel.Octets.utf8("{\"error\":\"invalid_client\"}")));

        Typist.Ended ended = typist.type("login", "--key", key(), "--as", "kina");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("UNAUTHENTICATED: invalid_client");
        assertThat(home.resolve(".config/salus/login.json")).doesNotExist();
    }

    @Test
    void otherMembersThanThoseThatAreTrustedEndTheLogin() throws IOException {
        String key = key();
        typist.type("login", "--key", key, "--as", "kina");
        Path pin = home.resolve(".config/salus/trust/demo.txt");
        Files.writeString(pin, Files.readString(pin).replaceFirst("(?m)^member delta.*\n", ""));

        Typist.Ended ended = typist.type("login", "--key", key, "--as", "kina");

        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).contains("the node names other members").contains(pin.toString());
    }

    @Test
    void loginCanBeForgotten() {
        typist.type("login", "--key", key(), "--as", "kina");

        assertThat(typist.type("login", "--forget").out()).isEqualTo("forgotten\n");
        assertThat(typist.type("login", "--forget", "--json")
                        .json()
                        .get("forgotten")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void whoamiWithoutALoginSaysHowToGetOne() {
        node.forget("GET", "/api/me").on("GET", "/api/me", Reply.problem(ErrorCode.UNAUTHENTICATED, "no token"));

        Typist.Ended ended = typist.type("whoami");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("UNAUTHENTICATED: no token").contains("salus login");
    }

    @Test
    void whoamiInJson() {
        typist.with("SALUS_TOKEN", "t9");

        assertThat(typist.type("whoami", "--json")
                        .json()
                        .get("keys")
                        .get(0)
                        .get("key")
                        .asText())
                .isEqualTo("k1");
        assertThat(node.asked("GET", "/api/me").getFirst().header("authorization"))
                .isEqualTo("Bearer t9");
    }

    @Test
    void aKeyIsMadeShownAndNeverReplaced() {
        String file = home.resolve("kina.pem").toString();
        Typist.Ended made = typist.type("key", "generate", file, "--json");
        Typist.Ended shown = typist.type("key", "show", file, "--json");
        Typist.Ended again = typist.type("key", "generate", file);

        assertThat(made.code()).isZero();
        assertThat(shown.json()).isEqualTo(made.json());
        assertThat(made.json().get("key").asText()).hasSize(32);
        assertThat(made.json().get("algorithm").asText()).isEqualTo("ed25519");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("ALREADY_EXISTS");
    }

    @Test
    void aPassphraseIsAskedForTwiceAndThenOnce() {
        String file = home.resolve("kina.pem").toString();
        typist.answering("correct horse");
        typist.answering("correct horse");
        assertThat(typist.type("key", "generate", file, "--passphrase").code()).isZero();

        assertThat(typist.type("key", "show", file).code()).isEqualTo(2);
        typist.answering("correct horse");
        assertThat(typist.type("key", "show", file).code()).isZero();
        typist.answering("wrong horse");
        assertThat(typist.type("key", "show", file).code()).isEqualTo(1);
    }

    @Test
    void differingPassphrasesMakeNoKey() {
        Path file = home.resolve("kina.pem");
        typist.answering("correct horse");
        typist.answering("correct house");

        assertThat(typist.type("key", "generate", file.toString(), "--passphrase")
                        .code())
                .isEqualTo(1);
        assertThat(file).doesNotExist();
    }

    private String key() {
        String file = home.resolve("login.pem").toString();
        typist.type("key", "generate", file);
        return file;
    }
}
