package health.salus.simulator.process;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.Patience;
import health.salus.client.SalusClient;
import health.salus.client.api.RecordVersion;
import health.salus.client.api.TransactionState;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.node.config.NodeConfig;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.fsck.Fsck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// Kills nodes and clients at named steps, starts them again, and holds what is there against what was promised.
final class StepKills implements AutoCloseable {

    /// What a shell says of a process that SIGKILL ended.
    private static final int KILLED = 128 + 9;

    /// Whose node takes the requests.
    private static final int SERVING = 0;

    private static final int ITEMS = 4;
    private static final PrincipalId PATIENT = new PrincipalId("patient.kina");
    /// A node that waits for the others reports what was shown in turns of up to fifty seconds.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// These processes are started often and die young: optimising them takes longer than they live.
    private static final String NO_LONG_LIFE = "-XX:TieredStopAtLevel=1";

    private final Path directory;
    private final StepTrap trap;
    private final NodeProcesses nodes;
    private final Map<String, List<String>> acknowledged = new TreeMap<>();
    private final SalusClient patient;
    private final SubjectId subject;
    private final String record;
    private int imported;
    private int traces;

    StepKills(Path directory, int members) {
        this.directory = directory;
        this.trap = new StepTrap(directory.resolve("traps"));
        List<String> options = new ArrayList<>(NodeProcesses.SMALL);
        options.add(NO_LONG_LIFE);
        options.addAll(trap.options());
        this.nodes = new NodeProcesses(directory, members, options);
        try {
            List<String> first = nodes.write(SERVING, "first");
            acknowledged.put("first", first);
            this.subject = ResourceIds.subjectOf(NodeWrites.id(first.getFirst()));
            this.record = NodeWrites.id(first.getLast());
            this.patient =
                    nodes.client(nodes.register(SERVING, PATIENT, PrincipalKind.PATIENT), SERVING, Patience.DEFAULT);
            nodes.bind(SERVING, subject, PATIENT);
        } catch (RuntimeException | Error failed) {
            nodes.close();
            throw failed;
        }
    }

    /// A write is under way when the serving node dies. Before its outbox has the transaction nothing came of it;
    /// from then on the node brings it to its end, whether or not the client comes back.
    void write(Step step) {
        long before = nodes.logSize(SERVING);
        String key = "write-" + step;
        Optional<List<String>> answer = kill(
                SERVING,
                step,
                () -> tried(
                        SERVING,
                        client -> NodeProcesses.locations(client.fhir().bundle(NodeProcesses.bundle(key), key))));
        if (step.precedes(Step.OUTBOX_WRITTEN)) {
            assertThat(nodes.logSize(SERVING)).as("what came of %s", key).isEqualTo(before);
        } else {
            await(key + " is on the ledger", () -> nodes.logSize(SERVING) > before);
        }
        assertOnce(key, nodes.write(SERVING, key));
        answer.ifPresent(places -> assertThat(acknowledged.get(key)).isEqualTo(places));
    }

    /// Another member dies in the middle of a write that needs it no more than the others.
    void writeWithout(int member, Step step) {
        String key = "write-" + step + "-" + member;
        assertOnce(key, kill(member, step, () -> nodes.write(SERVING, key)));
    }

    /// The client has its answer, and the node dies.
    void writeAnswered() {
        String key = "write-answered";
        List<String> places = nodes.write(SERVING, key);
        nodes.process(SERVING).kill();
        assertSound(SERVING);
        nodes.restart(SERVING);
        assertOnce(key, places);
    }

    private void assertOnce(String key, List<String> places) {
        acknowledged.put(key, places);
        assertThat(nodes.write(SERVING, key)).as(key).isEqualTo(places);
        assertThat(versions(places)).as(key).hasSize(1);
        // A node that comes back hears from the others again what they have signed.
        await(
                key + " is final",
                () -> versions(places).stream().allMatch(version -> version.state() == TransactionState.FINAL));
    }

    private List<RecordVersion> versions(List<String> places) {
        return nodes.client(SERVING)
                .recordVersions("Observation", NodeWrites.id(places.getLast()))
                .items();
    }

    /// A read is under way when the serving node dies. The patient is told of everything that may have been shown,
    /// once, and of nothing else.
    void read(Step step) {
        Optional<Integer> answer = kill(
                SERVING,
                step,
                () -> tried(
                        SERVING,
                        client -> client.fhir().read("Observation", record).status()));
        boolean traced = !step.precedes(Step.DISCLOSURE_JOURNALLED);
        assertThat(answer.isPresent() && !traced)
                .as("an answer without a trace")
                .isFalse();
        traces += traced ? 1 : 0;
        assertReadable();
    }

    /// Another member dies while it releases its pieces. The serving node begins anew, since it would ask nobody for
    /// what it has just opened.
    ///
    /// @param member whom the serving node asks first
    void readWithout(int member, Step step) {
        nodes.process(SERVING).stop();
        nodes.restart(SERVING);
        kill(member, step, this::readOnce);
        traces++;
        assertReadable();
    }

    /// The client has its answer, and the node dies before the ledger has the trace, or just after.
    void readAnswered() {
        readOnce();
        nodes.process(SERVING).kill();
        assertSound(SERVING);
        nodes.restart(SERVING);
        traces++;
        assertReadable();
    }

    private int readOnce() {
        int status = nodes.client(SERVING).fhir().read("Observation", record).status();
        assertThat(status).isEqualTo(200);
        return status;
    }

    private void assertReadable() {
        readOnce();
        traces++;
        await("the patient sees " + traces + " disclosures", () -> shown() >= traces);
        assertThat(shown()).as("each disclosure once").isEqualTo(traces);
    }

    private long shown() {
        return patient.accesses(subject, Optional.empty(), Optional.empty(), Optional.empty()).items().stream()
                .filter(access -> access.outcome().equals("shown"))
                .count();
    }

    /// The client of an import dies at its second file, and another takes the import up.
    void importByDyingClient(Step step) {
        ImportProcess.Place place = importOf("client-" + step);
        try (ImportProcess dying = ImportProcess.start(nodes, SERVING, place, trap.options())) {
            trap.set(dying.pid(), step, 2);
            assertThat(dying.go().awaitEnd()).isEqualTo(KILLED);
            assertThat(trap.hasSprung(dying.pid())).isTrue();
        }
        complete(place);
    }

    /// The serving node dies while an import's second file passes, and the import goes on when it is back.
    void importByDyingNode(Step step) {
        ImportProcess.Place place = importOf("node-" + step);
        try (ImportProcess client = ImportProcess.start(nodes, SERVING, place, List.of())) {
            kill(SERVING, step, 2, client::go);
            assertThat(client.awaitEnd()).isZero();
        }
        complete(place);
    }

    private ImportProcess.Place importOf(String name) {
        try {
            Path files = Files.createDirectories(directory.resolve("import-" + name));
            for (int i = 0; i < ITEMS; i++) {
                Files.write(
                        files.resolve("bundle-" + i + ".json"),
                        NodeProcesses.bundle(name + "-" + i).toArray());
            }
            return new ImportProcess.Place(files, directory.resolve("import-" + name + ".journal"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void complete(ImportProcess.Place place) {
        try (ImportProcess again = ImportProcess.start(nodes, SERVING, place, List.of())) {
            assertThat(again.go().awaitEnd()).isZero();
            assertThat(Files.readAllLines(place.journal()).stream().distinct()).hasSize(ITEMS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        imported += ITEMS;
    }

    /// At the end: nothing acknowledged is missing, nothing is there twice, and every disk is sound.
    void assertAllThereOnce() {
        acknowledged.forEach((key, places) -> {
            assertThat(nodes.write(SERVING, key)).as(key).isEqualTo(places);
            String id = NodeWrites.id(places.getLast());
            assertThat(nodes.client(SERVING).fhir().read("Observation", id).status())
                    .isEqualTo(200);
        });
        for (int member = 0; member < nodes.count(); member++) {
            int each = member;
            await("all are at the same height", () -> nodes.logSize(each) >= nodes.logSize(SERVING));
        }
        for (int member = 0; member < nodes.count(); member++) {
            nodes.process(member).stop();
            assertThat(Fsck.run(nodes.config(member))).isEmpty();
            assertThat(Enrolments.on(nodes.config(member)))
                    .as("patients on the ledger of member " + member)
                    .isEqualTo(acknowledged.size() + imported);
        }
    }

    private <T> T kill(int member, Step step, Supplier<T> request) {
        return kill(member, step, 1, request);
    }

    private <T> T kill(int member, Step step, int passes, Supplier<T> request) {
        NodeProcess process = nodes.process(member);
        trap.set(process.pid(), step, passes);
        T result = request.get();
        assertThat(process.awaitEnd()).as("how the node ended at %s", step).isEqualTo(KILLED);
        assertThat(trap.hasSprung(process.pid())).isTrue();
        assertSound(member);
        nodes.restart(member);
        return result;
    }

    /// A copy is looked at: the node itself has to begin with what the kill left.
    private void assertSound(int member) {
        Path configuration = nodes.configuration(member);
        Path copy = directory.resolve("copy");
        Folders.copy(configuration.resolveSibling(""), copy);
        NodeConfig copied = NodeConfigFile.read(copy.resolve(configuration.getFileName()));
        assertThat(Fsck.run(copied)).as("fsck").isEmpty();
        Folders.delete(copy);
    }

    /// Asks once, of a node that may die meanwhile.
    private <T> Optional<T> tried(int member, Function<SalusClient, T> request) {
        try (SalusClient client = nodes.client(member, NodeWrites.ONCE)) {
            return Optional.of(request.apply(client));
        } catch (SalusException gone) {
            return Optional.empty();
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        Polling.await(what, PATIENCE, condition);
    }

    @Override
    public void close() {
        patient.close();
        nodes.close();
    }
}
