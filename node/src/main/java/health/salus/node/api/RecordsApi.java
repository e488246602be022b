package health.salus.node.api;

import health.salus.client.api.DocumentOpening;
import health.salus.client.api.RecordVersion;
import health.salus.client.api.RecordVersions;
import health.salus.client.api.TransactionState;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersion;
import health.salus.contracts.records.ResourceVersions;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.StateReader;
import health.salus.node.NodeRuntime;
import health.salus.platform.records.CommitmentOpening;
import health.salus.platform.records.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Documents with what proves them: the exact bytes that were committed to, and the opening of the commitment.
@RestController
final class RecordsApi {

    private static final int MAX_VERSIONS = 1_000;
    private static final String FHIR_JSON = "application/fhir+json";

    private final NodeRuntime node;
    private final ApiCallers callers;

    RecordsApi(NodeRuntime node, ApiCallers callers) {
        this.node = node;
        this.callers = callers;
    }

    @GetMapping("/api/records/{type}/{id}/versions")
    RecordVersions versions(@PathVariable String type, @PathVariable String id) {
        callers.reading(type);
        StateReader state = node.network().state();
        ResourceVersions all = ResourceVersions.of(state);
        ResourceVersion current = all.current(ResourceKey.of(type, id)).orElseThrow(RecordsApi::notFound);
        Segments segments = Segments.of(state);
        segments.find(current.segment()).flatMap(SegmentRecord::subject).ifPresent(callers::concernedWith);
        long finalSize = node.ledger().finality().finalSize();
        boolean proven = false;
        List<RecordVersion> found = new ArrayList<>();
        for (long version = current.version(); version >= 1 && found.size() < MAX_VERSIONS; version--) {
            Optional<SegmentRecord> segment =
                    all.at(ResourceKey.of(type, id), version).flatMap(each -> segments.find(each.segment()));
            if (segment.isPresent()) {
                // Versions are written one after the other: where one is final, those before it are.
                proven = proven || isFinal(segment.get(), finalSize);
                found.add(recorded(version, segment.get(), proven));
            }
        }
        return new RecordVersions(found);
    }

    private boolean isFinal(SegmentRecord segment, long finalSize) {
        return node.ledger()
                .block(segment.height())
                .filter(block -> block.logSize() <= finalSize)
                .isPresent();
    }

    private static RecordVersion recorded(long version, SegmentRecord segment, boolean proven) {
        return new RecordVersion(
                version,
                segment.time(),
                segment.transaction(),
                proven ? TransactionState.FINAL : TransactionState.EXECUTED);
    }

    @GetMapping("/api/records/{type}/{id}/versions/{version}/content")
    ResponseEntity<byte[]> content(@PathVariable String type, @PathVariable String id, @PathVariable long version) {
        StoredRecord document =
                node.reader().at(callers.reader(type), type, id, version).orThrow();
        return ResponseEntity.ok()
                .header("Content-Type", FHIR_JSON)
                .header("Cache-Control", "no-store")
                .body(document.bytes().toArray());
    }

    @GetMapping("/api/records/{type}/{id}/versions/{version}/opening")
    DocumentOpening opening(@PathVariable String type, @PathVariable String id, @PathVariable long version) {
        CommitmentOpening opening = node.reader().opening(callers.reader(type), type, id, version);
        StoredRecord document = opening.document();
        return new DocumentOpening(
                document.type(),
                document.id(),
                document.version(),
                document.lastUpdated(),
                opening.transaction(),
                opening.index(),
                opening.count(),
                opening.salt(),
                opening.path());
    }

    private static SalusException notFound() {
        return new SalusException(ErrorCode.NOT_FOUND, "no record of this type has the id");
    }
}
