package health.salus.platform.consent;

import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.ConsentRecord;
import health.salus.contracts.consent.Consents;
import health.salus.contracts.identity.Subjects;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import health.salus.platform.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a patient ever permitted and denied, from this node's own copy of the ledger.
public final class ConsentHistory {

    /// The newest consents under one pseudonym; some hundred can be in force, the rest are history.
    public static final int MAX_CONSENTS = 1_000;

    /// The newest versions of one consent.
    public static final int MAX_VERSIONS = 100;

    private final Network network;

    public ConsentHistory(Network network) {
        this.network = network;
    }

    /// All consents of the person, under each of its pseudonyms oldest first.
    public List<GivenConsent> of(SubjectId subject) {
        StateReader state = network.state();
        Consents consents = Consents.of(state);
        List<GivenConsent> found = new ArrayList<>();
        for (SubjectId pseudonym : Subjects.of(state).linked(subject)) {
            long from = Math.max(0, consents.count(pseudonym) - MAX_CONSENTS);
            consents.slice(pseudonym, from, MAX_CONSENTS).forEach(record -> found.add(given(consents, record)));
        }
        return found;
    }

    /// The consent of this id under the pseudonym itself.
    public Optional<GivenConsent> find(SubjectId subject, ConsentId consent) {
        Consents consents = Consents.of(network.state());
        return consents.find(subject, consent).map(record -> given(consents, record));
    }

    private static GivenConsent given(Consents consents, ConsentRecord record) {
        return new GivenConsent(record, consents.versions(record, MAX_VERSIONS));
    }
}
