package health.salus.fhir.bundle;

import health.salus.contracts.records.TypeGroup;
import health.salus.fhir.record.Subjects;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whose the resources are that a request would store.
final class Owners {
    private Owners() {}

    static void find(byte[] json, List<Draft> drafts, References references) {
        for (Draft draft : drafts) {
            if (draft.stores()) {
                String id = draft.address() == null ? "" : draft.id().id();
                List<String> addresses = references.addresses(draft.index(), drafts);
                draft.subjects(Classifier.classify(draft.parts(json), id, addresses));
            }
        }
        inherit(drafts, references);
    }

    /// A resource that names no patient, such as a Medication, belongs to the patients of those that refer to it.
    private static void inherit(List<Draft> drafts, References references) {
        Map<Integer, Set<String>> heirs = new HashMap<>();
        for (Draft draft : drafts) {
            Subjects own = draft.subjects();
            if (own != null && own.patients().isEmpty() && own.group() != TypeGroup.DIRECTORY) {
                heirs.put(draft.index(), new LinkedHashSet<>());
            }
        }
        if (heirs.isEmpty()) {
            return;
        }
        for (Draft draft : drafts) {
            Subjects own = draft.subjects();
            if (own == null || own.patients().isEmpty()) {
                continue;
            }
            for (int target : references.targets(draft.index())) {
                Set<String> owners = heirs.get(target);
                if (owners != null) {
                    owners.addAll(own.patients());
                }
            }
        }
        heirs.forEach((index, owners) -> {
            Subjects own = drafts.get(index).subjects();
            if (own != null) {
                drafts.get(index).subjects(new Subjects(List.copyOf(owners), own.group(), own.labels()));
            }
        });
    }
}
