package health.salus.node.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.salus.cli.testing.Typist;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.FileSigningKey;
import health.salus.crypto.VerificationKey;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.web.NodeServer;
import health.salus.platform.network.Network;
import health.salus.proof.membership.MemberHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job of Salus, typed: a member is made, records are imported, refused, permitted, read, seen, withdrawn and
/// proven, by the commands that people type, on a solo node with its doors open.
class CommandLineStoryTest {

    private static final OrganisationId NORTH = new OrganisationId("north");
    private static final OrganisationId SOUTH = new OrganisationId("south");
    private static final Path SAMPLES = Path.of("..", "samples", "synthea");
    private static final long PATIENCE_SECONDS = 120;

    /// Of Kina Labadie, as Synthea made her.
    private static final String IDENTIFIER =
            "https://github.com/synthetichealth/synthea|083486af-9e45-03b6-c334-a1de533657f6";

    private static final long OBSERVATIONS = 159;

    @TempDir
    Path directory;

    private Optional<NodeServer> server = Optional.empty();
    private URI address = URI.create("http://localhost");

    @BeforeEach
    void foundNetworkOfOne() throws IOException {
        MemberHome home = new MemberHome(directory.resolve("salus"));
        address = URI.create("http://localhost:" + LauncherScript.basePort());
        Typist operator = new Typist(directory);
        done(
                operator,
                "member",
                "init",
                path(home),
                "--member",
                "north",
                "--name",
                "North Hospital",
                "--http",
                address.toString());
        String genesis = directory.resolve("genesis.cbor").toString();
        done(
                operator,
                "network",
                "genesis",
                "propose",
                genesis,
                "--network",
                "story",
                "--cards",
                home.card().toString());
        done(operator, "network", "genesis", "sign", genesis, "--home", path(home), "--yes");
        done(operator, "network", "genesis", "install", genesis, "--home", path(home));
        server = Optional.of(NodeServer.start(NodeConfigFile.read(home.configuration())));
        decide(new IdentityCommand.RegisterOrganisation(SOUTH, "South Hospital", new MemberId("north")));
    }

    @AfterEach
    void close() {
        server.ifPresent(NodeServer::close);
    }

    @Test
    void aRecordIsImportedRefusedPermittedReadSeenWithdrawnAndProven() throws Exception {
        Typist north = enrol("dr.adams", PrincipalKind.PRACTITIONER, NORTH);
        Typist south = enrol("dr.brandt", PrincipalKind.PRACTITIONER, SOUTH);
        importAll(north);
        String patient = patient(north);
        String record = "Patient/" + patient;

        assertThat(south.type("record", "get", record, "--purpose", "TREAT"))
                .returns(1, Typist.Ended::code)
                .extracting(Typist.Ended::err)
                .asString()
                .contains("CONSENT_DENIED");
        Typist kina = enrol("patient.kina", PrincipalKind.PATIENT, NORTH);
        decide(new IdentityCommand.BindPatient(ResourceIds.subjectOf(patient), new PrincipalId("patient.kina")));
        String consent = permit(kina);
        assertThat(done(south, "record", "get", record, "--purpose", "TREAT").out())
                .contains("Labadie908");
        seeWhoLooked(kina);
        done(kina, "consent", "withdraw", consent, "--yes");
        assertThat(done(kina, "consent", "list").out()).contains(consent + " withdrawn");
        assertThat(south.type("record", "get", record, "--purpose", "TREAT").code())
                .isEqualTo(1);

        prove(north, record);
    }

    /// The first attempt is killed as soon as it has remembered something; the second goes on from there.
    private void importAll(Typist north) throws Exception {
        Path journal = directory.resolve("import.journal");
        killAfterFirstEntry(journal);
        long remembered = Files.readAllLines(journal).stream()
                .filter(line -> line.startsWith("accepted "))
                .count();

        JsonNode second = north.type(arguments(journal, "--json")).json();
        JsonNode third = north.type(arguments(journal, "--json")).json();

        assertThat(second.get("complete").asBoolean()).as(second.toString()).isTrue();
        assertThat(second.get("refusals")).isEmpty();
        assertThat(second.get("skippedItems").asLong()).isEqualTo(remembered);
        assertThat(second.get("resources").asLong()).isPositive();
        assertThat(third.get("skippedItems").asLong())
                .isEqualTo(second.get("items").asLong() + remembered);
        assertThat(third.get("resources").asLong()).isZero();
    }

    private void killAfterFirstEntry(Path journal) throws Exception {
        List<String> command = new ArrayList<>(LauncherScript.java("health.salus.cli.Main"));
        command.addAll(List.of(arguments(journal, "--parallel", "1")));
        try (WatchService watch = directory.getFileSystem().newWatchService()) {
            directory.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment()
                    .put("SALUS_CONFIG", directory.resolve("dr.adams").toString());
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(directory.resolve("import.log").toFile())
                    .start();
            while (!Files.exists(journal) || Files.size(journal) == 0) {
                assertThat(watch.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as(() -> "nothing was remembered: " + read("import.log"))
                        .satisfies(key -> key.reset());
            }
            process.destroyForcibly().waitFor();
        }
    }

    private String[] arguments(Path journal, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("import", "--journal", journal.toString()));
        arguments.addAll(List.of(more));
        try (var files = Files.list(SAMPLES)) {
            files.filter(file -> file.toString().endsWith(".json.gz"))
                    .map(Path::toString)
                    .sorted()
                    .forEach(arguments::add);
        }
        return arguments.toArray(String[]::new);
    }

    /// The one patient with the identifier that the sample has, with nothing stored twice.
    private String patient(Typist north) {
        JsonNode found = done(north, "record", "search", "Patient", "identifier=" + IDENTIFIER, "--json")
                .json();
        assertThat(found.get("entry")).hasSize(1);
        String patient = found.get("entry").get(0).get("resource").get("id").asText();
        assertThat(done(north, "record", "history", "Patient/" + patient).out().lines())
                .hasSize(1);
        assertThat(done(north, "record", "search", "Observation", "patient=" + patient, "_count=1", "--json")
                        .json()
                        .get("total")
                        .asLong())
                .isEqualTo(OBSERVATIONS);
        return patient;
    }

    private String permit(Typist kina) {
        JsonNode given = done(
                        kina,
                        "consent",
                        "give",
                        "--to",
                        SOUTH.value(),
                        "--purpose",
                        "TREAT",
                        "--days",
                        "30",
                        "--yes",
                        "--receipt",
                        directory.resolve("consent.receipt").toString(),
                        "--json")
                .json();
        String consent = given.get("consent").asText();
        assertThat(done(kina, "consent", "list").out()).contains(consent + " in force, version 1");
        assertThat(done(kina, "verify", directory.resolve("consent.receipt").toString())
                        .out())
                .contains("final by the signatures of north")
                .contains("accepted: consent " + consent);
        return consent;
    }

    private void seeWhoLooked(Typist kina) {
        server.orElseThrow().node().settleDisclosures();
        JsonNode accesses = done(kina, "access", "list", "--json").json().get("items");
        assertThat(accesses).anySatisfy(access -> {
            assertThat(access.get("reader").asText()).isEqualTo("dr.brandt");
            assertThat(access.get("outcome").asText()).isEqualTo("refused");
        });
        assertThat(accesses).anySatisfy(access -> {
            assertThat(access.get("reader").asText()).isEqualTo("dr.brandt");
            assertThat(access.get("outcome").asText()).isEqualTo("shown");
        });
    }

    /// A receipt of a real ledger is verified when no node is there any more: with the genesis, and nothing else.
    private void prove(Typist north, String record) throws IOException {
        String receipt = directory.resolve("patient.receipt").toString();
        Path document = directory.resolve("patient.json");
        done(north, "receipt", "get", record, "--out", receipt);
        done(north, "record", "get", record, "--stored", "--out", document.toString());
        close();
        server = Optional.empty();
        String genesis = directory.resolve("genesis.cbor").toString();
        Typist anyone = new Typist(directory.resolve("anyone")).with("SALUS_URL", "http://127.0.0.1:1");

        Typist.Ended proven = done(anyone, "verify", receipt, "--trust", genesis, "--document", document.toString());
        Files.writeString(document, Files.readString(document).replaceFirst("Labadie908", "Labadie909"));
        Typist.Ended changed = anyone.type("verify", receipt, "--trust", genesis, "--document", document.toString());

        assertThat(proven.out())
                .contains("accepted: write records of patient")
                .contains("the document is " + record + " version 1");
        assertThat(changed.code()).isEqualTo(4);
        assertThat(changed.out()).contains("DOCUMENT_DIFFERS");
    }

    /// Makes a key for somebody, has staff register it, and logs in with it.
    private Typist enrol(String name, PrincipalKind kind, OrganisationId organisation) {
        Typist typist = Typist.inRealTime(directory.resolve("home of " + name))
                .with("SALUS_URL", address.toString())
                .with("SALUS_CONFIG", directory.resolve(name).toString());
        Path key = directory.resolve(name + ".pem");
        done(typist, "key", "generate", key.toString());
        VerificationKey known = FileSigningKey.load(key, Optional.empty()).verificationKey();
        decide(new IdentityCommand.RegisterPrincipal(
                new PrincipalId(name), kind, organisation, List.of(KeyRegistration.of(known))));
        String genesis = directory.resolve("genesis.cbor").toString();
        assertThat(done(typist, "login", "--key", key.toString(), "--as", name, "--trust", genesis)
                        .out())
                .contains(name);
        return typist.without("SALUS_URL");
    }

    private void decide(IdentityCommand command) {
        Network network = server.orElseThrow().node().network();
        network.decide(network.signAsMember(List.of(IdentityCommand.FORMAT.encode(command))))
                .orThrow();
    }

    private static Typist.Ended done(Typist typist, String... arguments) {
        Typist.Ended ended = typist.type(arguments);
        assertThat(ended.code())
                .as(String.join(" ", arguments) + "\n" + ended.out() + ended.err())
                .isZero();
        return ended;
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static String path(MemberHome home) {
        return home.directory().toString();
    }
}
