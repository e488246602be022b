package health.salus.benchmarks.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.client.Answer;
import health.salus.client.SalusClient;
import health.salus.client.api.SessionRequest;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.kernel.Octets;
import health.salus.kernel.SubjectId;
import health.salus.simulator.process.NodeProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a person waits for: the opening of a record, and then each read.
final class Sessions {

    private static final int PATIENTS = 40;
    private static final int READS = 200;
    private static final int OBSERVATIONS = 20;

    private final SalusClient client;
    private final List<SubjectId> subjects = new ArrayList<>();
    private final List<String> observations = new ArrayList<>();

    /// Writes the patients that are opened later.
    Sessions(NodeProcesses nodes) {
        client = nodes.client(0);
        for (int patient = 0; patient < PATIENTS; patient++) {
            Answer answer = client.fhir().bundle(bundle(patient), "sessions-" + patient);
            JsonNode entries = entries(answer);
            subjects.add(ResourceIds.subjectOf(id(entries.path(0))));
            observations.add(id(entries.path(1)));
        }
    }

    /// The median time to open a record that was not open, in ms: decided by the contract and final.
    double open() {
        List<Double> times = new ArrayList<>();
        for (SubjectId subject : subjects) {
            SessionRequest request =
                    new SessionRequest(subject, "TREAT", List.of(), Optional.empty(), Optional.empty());
            long begun = System.nanoTime();
            var session = client.openSession(request);
            times.add((System.nanoTime() - begun) / 1e6);
            client.closeSession(session.session());
        }
        return median(times);
    }

    /// The median time of a read inside an open session, in ms.
    double read() {
        String observation = observations.getFirst();
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < READS; i++) {
            long begun = System.nanoTime();
            client.fhir().read("Observation", observation);
            times.add((System.nanoTime() - begun) / 1e6);
        }
        return median(times);
    }

    /// The median time of an answer that needs nothing but HTTP, in ms: the limit of a read.
    double bareAnswer() {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < READS; i++) {
            long begun = System.nanoTime();
            client.status();
            times.add((System.nanoTime() - begun) / 1e6);
        }
        return median(times);
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }

    private static JsonNode entries(Answer answer) {
        try {
            return new ObjectMapper().readTree(answer.body().toArray()).path("entry");
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static String id(JsonNode entry) {
        String[] parts = entry.path("response").path("location").asText().split("/");
        return parts[List.of(parts).indexOf("_history") - 1];
    }

    private static Octets bundle(int patient) {
        StringBuilder json = new StringBuilder("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[");
        String name = "urn:uuid:6a8e1f7a-0000-4000-8000-" + String.format("%012d", patient);
        json.append("{\"fullUrl\":\"")
                .append(name)
                .append("\",\"resource\":{\"resourceType\":\"Patient\",\"name\":[")
                .append("{\"family\":\"Measured\"}]},\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}}");
        for (int i = 0; i < OBSERVATIONS; i++) {
            json.append(",{\"resource\":{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"")
                    .append("weight\"},\"subject\":{\"reference\":\"")
                    .append(name)
                    .append("\"}},\"request\":{\"method\":\"POST\",\"url\":\"Observation\"}}");
        }
        return Octets.utf8(json.append("]}").toString());
    }
}
