package health.salus.fhir.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.fhir.Callers;
import health.salus.fhir.TestData;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.InMemoryRecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.WriteSet;
import health.salus.fhir.structure.Link;
import health.salus.fhir.structure.Outline;
import health.salus.fhir.structure.StructureChecker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is stored of a submitted Bundle differs from it in ids and rewritten references, and in no other byte.
@Tag("testdata")
final class RoundTripTest {
    private final StructureChecker checker = new StructureChecker();
    private final InMemoryRecordService records = new InMemoryRecordService();
    private final WritePlanner planner =
            new WritePlanner(records, this::byIdentifier, new ResourceIds(Callers.seeded(7)));

    private List<ResourceId> byIdentifier(Caller caller, String type, String query) {
        String[] token = query.substring("identifier=".length()).split("\\|");
        return records.holders(caller, type, new IdentifierToken(Optional.of(token[0]), token[1]));
    }

    @Test
    void onlyIdsAndReferencesDiffer() throws IOException {
        int compared = 0;
        for (Path file : TestData.synthea()) {
            byte[] json = TestData.read(file);
            BundleDocument document = BundleDocument.open(checker, json);
            Plan plan = planner.plan(Callers.CLINICIAN, json, document.request());
            Map<String, String> submitted = new HashMap<>();
            for (int i = 0; i < plan.entries().size(); i++) {
                EntryRequest entry = document.request().entries().get(i);
                if (plan.entries().get(i) instanceof Planned.Write write) {
                    Change change = plan.changes().get(write.change());
                    submitted.put(change.id().toString(), entry.fullUrl().orElseThrow());
                }
            }
            for (int i = 0; i < plan.entries().size(); i++) {
                if (plan.entries().get(i) instanceof Planned.Write write
                        && plan.changes().get(write.change()) instanceof Change.Create create) {
                    Outline outline =
                            document.request().entries().get(i).resource().orElseThrow();
                    assertThat(restored(create, outline, submitted))
                            .isEqualTo(new String(
                                    json, outline.start(), outline.end() - outline.start(), StandardCharsets.UTF_8));
                    compared++;
                }
            }
            records.write(Callers.CLINICIAN, new WriteSet(true, Optional.empty(), plan.changes()));
        }
        assertThat(compared).isGreaterThan(26_000);
    }

    /// The stored bytes with the new addresses put back to what was submitted, by plain replacement of text.
    private String restored(Change.Create create, Outline outline, Map<String, String> submitted) {
        byte[] stored = create.content().json().toArray();
        List<Link> links = checker.check(stored).root().links();
        StringBuilder text = new StringBuilder(new String(stored, StandardCharsets.ISO_8859_1));
        for (int i = links.size() - 1; i >= 0; i--) {
            Link link = links.get(i);
            String original = outline.links().get(i).value();
            boolean assigned = submitted.containsKey(link.value());
            if (assigned) {
                assertThat(original).isEqualTo(submitted.get(link.value()));
            }
            text.replace(link.start(), link.end(), original);
        }
        String id = '"' + create.id().id() + '"';
        String json = text.toString();
        assertThat(json).containsOnlyOnce(id);
        json = json.replace(id, '"' + outline.id().orElseThrow() + '"');
        return new String(json.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
