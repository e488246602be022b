package health.salus.fhir.search;

import com.fasterxml.jackson.databind.JsonNode;
import health.salus.fhir.TestData;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Prints how many resources a second of one core's time a search looks at, over the records of Synthea.
public final class SearchSpeedProgram {
    private static final int ROUNDS = 7;
    private static final List<String> QUERIES = List.of(
            "Observation?code=http://loinc.org|8867-4",
            "Observation?patient=p1&category=vital-signs&date=ge2015&date=lt2020",
            "Observation?code=8480-6,8462-4,8867-4&value-quantity=gt100||mm[Hg]&status=final",
            "Condition?code:text=hyper&onset-date=ge2010&clinical-status=active",
            "?_lastUpdated=ge2020");

    private SearchSpeedProgram() {}

    static void main() throws IOException {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        SearchModel.r4().parameters("Observation");
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        System.out.printf("table loaded, one type compiled: %.1f ms of a core%n", cpu / 1e6);
        List<byte[]> documents = new ArrayList<>();
        List<ResourceNode> nodes = new ArrayList<>();
        for (Path file : TestData.synthea()) {
            for (JsonNode entry : ResourceNode.tree(TestData.read(file)).path("entry")) {
                JsonNode json = entry.path("resource");
                String type = json.path("resourceType").asText();
                nodes.add(new ResourceNode(type, json.path("id").asText(), 1, Searching.NOW, json));
                documents.add(json.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        measure(
                "reading the tree alone",
                documents,
                json -> ResourceNode.tree(json).size());
        for (String text : QUERIES) {
            SearchQuery query = Searching.query(text);
            List<ResourceNode> ofType = nodes.stream()
                    .filter(node -> query.types().isEmpty() || query.types().contains(node.type()))
                    .toList();
            measure(text, ofType, node -> query.matches(node) ? 1 : 0);
        }
        SearchQuery sorted = Searching.query("Observation?_sort=-date");
        List<ResourceNode> observations =
                nodes.stream().filter(node -> node.type().equals("Observation")).toList();
        measure(
                "_sort=-date, all observations at once",
                List.of(observations),
                list -> sorted.sorted(list).size());
    }

    private static <T> void measure(String name, List<T> items, ToIntFunction<T> work) {
        double best = 0;
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            found = 0;
            int passes = items.size() > 1 ? 10 : 3;
            for (int pass = 0; pass < passes; pass++) {
                for (T item : items) {
                    found += work.applyAsInt(item);
                }
            }
            cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
            best = Math.max(best, (double) items.size() * passes / (cpu / 1e9));
            found /= passes;
        }
        System.out.printf("%-100s %,12.0f/s, %d of %d%n", name, best, found, items.size());
    }
}
