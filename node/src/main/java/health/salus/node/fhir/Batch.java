package health.salus.node.fhir;

import health.salus.fhir.record.Change;
import health.salus.fhir.record.Idempotency;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.WriteOutcome;
import health.salus.fhir.record.WriteOutcome.ChangeOutcome;
import health.salus.fhir.record.WriteSet;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Changes of which each stands alone. A decision of the network takes as long for one as for many, so they are written
/// together where they can be: what is refused as a whole is tried in halves, until each refusal is one change's own.
///
/// Patients do not share a transaction, since whoever has its receipt sees all of it.
final class Batch {

    private final Port port;
    private final WriteSet set;
    private final List<String> names;
    private final ChangeOutcome[] outcomes;
    private String last = "";

    /// How a part of the set is written.
    interface Port {

        /// All or nothing.
        WriteOutcome.Accepted write(List<Change> changes, Optional<Idempotency> idempotency);

        /// Whether a request under this key was carried out.
        boolean isDone(Idempotency idempotency);
    }

    Batch(Port port, WriteSet set) {
        this.port = port;
        this.set = set;
        this.names = names(set.changes());
        this.outcomes = new ChangeOutcome[set.changes().size()];
    }

    WriteOutcome.Accepted write() {
        parts().forEach(this::write);
        return new WriteOutcome.Accepted(last, Arrays.asList(outcomes));
    }

    private List<List<Integer>> parts() {
        List<Change> changes = set.changes();
        Map<Object, List<Integer>> parts = new LinkedHashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            // Of whom a resource is that is deleted, only the ledger knows.
            Object whose = Writes.content(changes.get(i))
                    .<Object>map(content -> content.subjects().patients())
                    .orElse(changes.get(i).id());
            parts.computeIfAbsent(whose, _ -> new ArrayList<>()).add(i);
        }
        return List.copyOf(parts.values());
    }

    private void write(List<Integer> part) {
        if (part.size() > 1 && (!areApart(part) || isDoneInParts(part))) {
            writeHalves(part);
            return;
        }
        try {
            WriteOutcome.Accepted accepted = port.write(changes(part), idempotency(part));
            for (int i = 0; i < part.size(); i++) {
                outcomes[part.get(i)] = accepted.changes().get(i);
            }
            last = accepted.transaction();
        } catch (SalusException refused) {
            switch (refused.code().kind()) {
                case INTERNAL -> throw refused;
                case UNAVAILABLE -> refuse(part, refused);
                case CALLER, REFUSED -> {
                    if (part.size() == 1) {
                        refuse(part, refused);
                    } else {
                        writeHalves(part);
                    }
                }
            }
        }
    }

    private void writeHalves(List<Integer> part) {
        halves(part).forEach(this::write);
    }

    private static List<List<Integer>> halves(List<Integer> part) {
        int middle = part.size() / 2;
        return List.of(part.subList(0, middle), part.subList(middle, part.size()));
    }

    private void refuse(List<Integer> part, SalusException refused) {
        part.forEach(i -> outcomes[i] = new ChangeOutcome.Refused(refused.code(), refused.detail()));
    }

    /// Whether no two of them change the same resource.
    private boolean areApart(List<Integer> part) {
        Set<ResourceId> ids = new HashSet<>();
        return changes(part).stream().allMatch(change -> ids.add(change.id()));
    }

    /// Whether an earlier request under the same key, which may have ended half-way, went on in halves.
    private boolean isDoneInParts(List<Integer> part) {
        return part.size() > 1
                && set.idempotency().isPresent()
                && halves(part).stream().anyMatch(half -> port.isDone(named(half)) || isDoneInParts(half));
    }

    private List<Change> changes(List<Integer> part) {
        return part.stream().map(set.changes()::get).toList();
    }

    private Optional<Idempotency> idempotency(List<Integer> part) {
        return set.idempotency().map(_ -> named(part));
    }

    private Idempotency named(List<Integer> part) {
        Idempotency whole = set.idempotency().orElseThrow();
        String key = whole.key() + "\0"
                + String.join("\0", part.stream().map(names::get).toList());
        return new Idempotency(key, whole.request());
    }

    /// By its resource, and not by its place: that moves when an entry that could not be planned before now can.
    private static List<String> names(List<Change> changes) {
        Map<ResourceId, Integer> times = new LinkedHashMap<>();
        return changes.stream()
                .map(change -> change.id() + "#" + times.merge(change.id(), 1, Integer::sum))
                .toList();
    }
}
