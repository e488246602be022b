package health.salus.node.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.salus.cli.testing.Typist;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.web.NodeServer;
import health.salus.proof.membership.MemberHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator does with a fresh solo node, typed, with nothing else at hand: another organisation, practitioners,
/// patients, care, accounts, and a token for a program.
class PeopleStoryTest {

    @TempDir
    Path directory;

    private Optional<NodeServer> server = Optional.empty();
    private URI address = URI.create("http://localhost");
    private Typist operator = new Typist(Path.of("."));

    @BeforeEach
    void startFreshNode() throws IOException {
        address = URI.create("http://localhost:" + LauncherScript.basePort());
        Typist founder = Typist.inRealTime(directory);
        MemberHome home = new MemberHome(directory.resolve("home"));
        String genesis = directory.resolve("genesis.cbor").toString();
        done(founder, words("member init %s --member north --name North --http %s", home.directory(), address));
        done(founder, words("network genesis propose %s --network people --cards %s", genesis, home.card()));
        done(founder, words("network genesis sign %s --home %s --yes", genesis, home.directory()));
        done(founder, words("network genesis install %s --home %s", genesis, home.directory()));
        server = Optional.of(NodeServer.start(NodeConfigFile.read(home.configuration())));
        operator = login("service.north", home.keys().resolve("member.pem"));
    }

    @AfterEach
    void close() {
        server.ifPresent(NodeServer::close);
    }

    private Typist login(String name, Path key) {
        Typist typist = Typist.inRealTime(directory)
                .with("SALUS_CONFIG", directory.resolve("of " + name).toString());
        done(
                typist,
                "login",
                "--url",
                address.toString(),
                "--as",
                name,
                "--key",
                key.toString(),
                "--trust",
                directory.resolve("genesis.cbor").toString());
        return typist;
    }

    @Test
    void anOperatorEnrolsEverybodyFromTheKeyboard() throws Exception {
        done(operator, "organisation", "register", "south", "--name", "South Hospital", "--yes");
        assertThat(done(operator, "organisation", "list").out())
                .contains("north")
                .contains("south  South Hospital");
        Typist adams = practitioner("dr.adams", "north");
        Typist brandt = practitioner("dr.brandt", "south");
        assertThat(done(operator, words("principal list --organisation south")).out())
                .isEqualTo("dr.brandt  practitioner  south  1 key\n");

        Path evidence = Files.writeString(directory.resolve("form.txt"), "the form that the patient signed");
        Path key = directory.resolve("kina.pem");
        JsonNode enrolled = done(adams, words("patient enrol --evidence %s --json --yes", evidence))
                .json();
        String subject = enrolled.get("id").asText();
        Typist.Ended refused = adams.type(words("patient bind %s --principal kina --new-key %s --yes", subject, key));
        assertThat(refused.code()).as(refused.err()).isEqualTo(1);
        assertThat(refused.err()).contains("NOT_AUTHORISED");
        done(operator, words("patient bind %s --principal kina --key-file %s --yes", subject, key));
        Typist kina = login("kina", key);
        assertThat(done(kina, "whoami").out()).contains(subject).contains("patient");

        writeAndShare(adams, brandt, kina, subject);
        keysComeAndGo(adams);
    }

    /// The pseudonym that was enrolled is the one that the record is written under.
    private void writeAndShare(Typist adams, Typist brandt, Typist kina, String subject) throws IOException {
        String record = done(adams, words("patient show %s --json", subject))
                .json()
                .get("patient")
                .asText();
        Path patient = Files.writeString(
                directory.resolve("patient.json"),
                "{\"resourceType\":\"Patient\",\"id\":\"" + record.substring("Patient/".length()) + "\"}");
        done(adams, words("record put %s", patient));
        assertThat(brandt.type(words("patient show %s", subject)).err()).contains("NO_CARE_RELATION");
        assertThat(brandt.type(words("record get %s --purpose TREAT", record)).code())
                .isEqualTo(1);
        done(kina, words("consent give --to south --purpose TREAT --days 3 --yes"));
        done(brandt, words("record get %s --purpose TREAT", record));
        done(adams, words("patient care open %s --organisation south --yes", subject));
        assertThat(done(brandt, words("patient show %s", subject)).out()).contains("north, south");
        done(kina, words("patient care close %s --organisation south --yes", subject));
        assertThat(adams.type(words("patient care open %s --organisation south --yes", subject))
                        .err())
                .contains("CLOSED_BY_PATIENT");
    }

    private void keysComeAndGo(Typist adams) {
        Path next = directory.resolve("next.pem");
        done(adams, words("principal key add dr.adams --new-key %s --yes", next));
        JsonNode keys =
                done(operator, words("principal show dr.adams --json")).json().get("keys");
        assertThat(keys).hasSize(2);
        String first = keys.get(0).get("key").asText();
        done(operator, words("principal key revoke dr.adams %s --yes", first));
        assertThat(adams.type("whoami").code()).isEqualTo(1);
        assertThat(done(login("dr.adams", next), "whoami").out())
                .contains("revoked")
                .contains("in-force");
    }

    private Typist practitioner(String name, String organisation) {
        Path key = directory.resolve(name + ".pem");
        done(
                operator,
                words(
                        "principal enrol %s --kind practitioner --organisation %s --new-key %s --yes",
                        name, organisation, key));
        return login(name, key);
    }

    @Test
    void anOperatorGivesAccountsAndPeopleDoNot() throws IOException {
        Typist adams = practitioner("dr.adams", "north");
        Path code = directory.resolve("code.txt");

        JsonNode created = done(
                        operator,
                        "account",
                        "create",
                        "adams",
                        "--role",
                        "clinician",
                        "--name",
                        "Dr Adams",
                        "--principal",
                        "dr.adams",
                        "--code-file",
                        code.toString(),
                        "--json")
                .json();

        assertThat(created.has("code")).isFalse();
        assertThat(Files.readString(code)).hasSizeGreaterThan(8);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(code)))
                .isEqualTo("rw-------");
        assertThat(done(operator, "account", "list").out()).contains("adams").contains("clinician");
        assertThat(done(operator, "account", "invite", "adams").out()).contains("one-time code");
        done(operator, "account", "close", "adams");
        assertThat(done(operator, "account", "list").out()).contains("closed");
        done(operator, "account", "open", "adams");
        Typist.Ended unknown = operator.type(
                words("account create kina --role patient --name Kina --subject 00112233445566778899aabbccddeeff"));
        assertThat(unknown.err()).contains("UNKNOWN_SUBJECT").contains("salus patient find");
        Typist.Ended refused = adams.type("account", "list");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("keys/member.pem");
    }

    /// The node's own service may administer; a token that was not asked for that may not.
    @Test
    void aProgramGetsATokenThatDoesNoMoreThanItWasAskedFor() throws Exception {
        Path key = directory.resolve("lab.pem");
        Path token = directory.resolve("token.txt");
        done(operator, words("principal enrol lab --kind service --new-key %s --yes", key));

        done(login("lab", key), words("token --scope system/*.rs --purpose TREAT --out %s", token));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        assertThat(status("/fhir/Organization", Files.readString(token).strip()))
                .isEqualTo(200);
        assertThat(status("/api/accounts", Files.readString(token).strip())).isEqualTo(403);
        assertThat(status("/api/accounts", done(operator, "token").out().strip()))
                .isEqualTo(403);
        String administering = done(operator, words("token --scope salus/administration"))
                .out()
                .strip();
        assertThat(status("/api/accounts", administering)).isEqualTo(200);
        assertThat(status("/fhir/Organization", administering)).isEqualTo(403);
    }

    /// Neither an error of the node, nor a name on the ledger for ever, nor another's record.
    @Test
    void anAccountThatCannotBeIsRefusedBeforeAnythingIsWritten() throws Exception {
        String token = done(operator, words("token --scope salus/administration"))
                .out()
                .strip();
        done(operator, words("principal enrol kina --kind patient --new-key %s --yes", directory.resolve("kina.pem")));
        assertThat(post("accounts", token, "{}")).contains("MALFORMED");
        assertThat(post("accounts", token, account("eve", "Eve", "eve", "PATIENT")))
                .contains("MALFORMED");
        assertThat(post("accounts", token, account("eve", "E".repeat(300), "eve", "STAFF")))
                .contains("MALFORMED");
        assertThat(post("accounts", token, account("Eve!", "Eve", "eve", "STAFF")))
                .contains("MALFORMED");
        assertThat(operator.type(words("principal show eve")).err()).contains("UNKNOWN_PRINCIPAL");
        for (String role : new String[] {"CLINICIAN", "STAFF", "ADMINISTRATOR"}) {
            assertThat(post("accounts", token, account("eve", "Eve", "kina", role)))
                    .contains("ALREADY_EXISTS");
        }
        assertThat(post("applications", token, service("eve", "kina", "{\\\"keys\\\":[]}")))
                .contains("ALREADY_EXISTS");
        assertThat(post("applications", token, service("eve", "eve", "no keys")))
                .contains("MALFORMED");
        assertThat(operator.type(words("principal show eve")).err()).contains("UNKNOWN_PRINCIPAL");
        assertThat(post("applications", token, service("kina", "eve", "{\\\"keys\\\":[]}")))
                .as("a principal's name is its own client id")
                .contains("ALREADY_EXISTS");
        assertThat(operator.type(words("principal show eve")).err()).contains("UNKNOWN_PRINCIPAL");
    }

    private static String service(String clientId, String principal, String jwks) {
        return "{\"clientId\":\"" + clientId + "\",\"name\":\"Eve\",\"scopes\":[\"system/*.rs\"],\"jwks\":\"" + jwks
                + "\",\"principal\":\"" + principal + "\",\"organisation\":\"north\"}";
    }

    private static String account(String username, String name, String principal, String role) {
        return "{\"username\":\"" + username + "\",\"displayName\":\"" + name + "\",\"principal\":\"" + principal
                + "\",\"organisation\":\"north\",\"role\":\"" + role + "\"}";
    }

    private String post(String path, String token, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private int status(String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Bearer " + token)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static String[] words(String line, Object... values) {
        String[] words = line.split(" ");
        int next = 0;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("%s")) {
                words[i] = values[next++].toString();
            }
        }
        return words;
    }

    private static Typist.Ended done(Typist typist, String... arguments) {
        Typist.Ended ended = typist.type(arguments);
        assertThat(ended.code())
                .as(String.join(" ", arguments) + "\n" + ended.out() + ended.err())
                .isZero();
        return ended;
    }
}
