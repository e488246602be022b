package health.salus.fhir.bundle;

import health.salus.fhir.FhirException;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.Subjects;
import health.salus.fhir.structure.Link;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One entry on its way to a change: each step of the planning fills in what it found.
final class Draft {
    private final int index;
    private final EntryRequest entry;
    private final ResourceIds.Drawn drawn;
    private Target target = new Target.Later();
    private @Nullable ResourceId address;
    private @Nullable ResourceParts parts;
    private @Nullable Subjects subjects;
    private Change.@Nullable Content content;
    private @Nullable FhirException failure;

    Draft(int index, EntryRequest entry, ResourceIds.Drawn drawn) {
        this.index = index;
        this.entry = entry;
        this.drawn = drawn;
    }

    int index() {
        return index;
    }

    EntryRequest entry() {
        return entry;
    }

    /// Each entry's own, needed or not: what became of other entries does not change the ids of a repeated request.
    ResourceIds.Drawn drawn() {
        return drawn;
    }

    Target target() {
        return target;
    }

    void target(Target found) {
        target = found;
    }

    /// Whether the entry's resource will be stored.
    boolean stores() {
        boolean written = target instanceof Target.New || target instanceof Target.Named;
        return written && entry.method() != Method.DELETE && failure == null;
    }

    /// The links of what will be stored.
    List<Link> links() {
        return stores() ? entry.links() : List.of();
    }

    @Nullable
    ResourceId address() {
        return address;
    }

    void address(ResourceId known) {
        address = known;
    }

    ResourceId id() {
        return Objects.requireNonNull(address);
    }

    ResourceParts parts(byte[] json) {
        if (parts == null) {
            parts = new ResourceParts(json, entry.resource().orElseThrow());
        }
        return parts;
    }

    @Nullable
    Subjects subjects() {
        return subjects;
    }

    void subjects(Subjects found) {
        subjects = found;
    }

    Change.Content content() {
        return Objects.requireNonNull(content);
    }

    void content(Change.Content filled) {
        content = filled;
    }

    @Nullable
    FhirException failure() {
        return failure;
    }

    void fail(FhirException reason) {
        failure = reason;
    }
}
