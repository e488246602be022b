package health.salus.node.fhir;

import health.salus.crypto.Hmac;
import health.salus.crypto.Secret;
import health.salus.fhir.record.ResourceId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.node.local.LocalStore;
import health.salus.node.local.LocalStore.Space;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds an organisation's own patients by the beginnings of their names. No name is kept: under a key that lies apart
/// from the data, the hash of each beginning leads to the patient's id, in a store that can be erased.
public final class PatientNames {

    private static final String PATIENT = "Patient";
    private static final int TOKEN_BYTES = 32;

    /// One letter finds half of everybody; nobody types more than the longest.
    private static final int SHORTEST = 2;

    private static final int LONGEST = 12;
    private static final int MAX_CANDIDATES = 2_000;

    private final LocalStore store;
    private final Secret key;

    /// @param key the node's own, not in the same place as the store
    public PatientNames(LocalStore store, Secret key) {
        this.store = store;
        this.key = key;
    }

    /// Remembers under which names a patient is found, if the resource is one.
    void add(OrganisationId organisation, ResourceId resource, Octets json) {
        if (!resource.type().equals(PATIENT)) {
            return;
        }
        Octets id = Octets.utf8(resource.id());
        for (String word : PatientFacts.of(json).words()) {
            for (int length = SHORTEST; length <= Math.min(word.length(), LONGEST); length++) {
                Octets token = token(organisation, word.substring(0, length));
                store.put(Space.NAMES, Octets.concat(token, id), id);
            }
        }
    }

    /// The ids of the patients one of whose names begins with each of the words.
    public List<String> find(OrganisationId organisation, String text, int limit) {
        List<String> words = PatientFacts.words(text);
        if (words.isEmpty() || words.stream().anyMatch(word -> word.length() < SHORTEST)) {
            return List.of();
        }
        Set<String> found = new LinkedHashSet<>(beginning(organisation, words.getFirst()));
        for (String word : words.subList(1, words.size())) {
            found.retainAll(beginning(organisation, word));
        }
        return found.stream().limit(limit).toList();
    }

    private List<String> beginning(OrganisationId organisation, String word) {
        Octets token = token(organisation, word.substring(0, Math.min(word.length(), LONGEST)));
        List<String> found = new ArrayList<>();
        store.forEachFrom(Space.NAMES, token, (entry, id) -> {
            boolean same = entry.slice(0, TOKEN_BYTES).equals(token);
            if (same) {
                found.add(id.toUtf8());
            }
            return same && found.size() < MAX_CANDIDATES;
        });
        return found;
    }

    private Octets token(OrganisationId organisation, String beginning) {
        return Hmac.sha256(key, Octets.utf8("name\0" + organisation + "\0" + beginning))
                .octets();
    }
}
