package health.salus.platform.identity;

import health.salus.contracts.identity.CareRelation;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.Keys;
import health.salus.contracts.identity.PrincipalRecord;
import health.salus.contracts.identity.Subjects;
import health.salus.kernel.KeyId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.StateReader;
import health.salus.platform.network.Network;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who is who on the ledger now: principals, their keys, and the patients' care relations.
public final class Principals {

    private final Network network;
    private final TimeSource time;

    public Principals(Network network, TimeSource time) {
        this.network = network;
        this.time = time;
    }

    public Optional<PrincipalRecord> find(PrincipalId principal) {
        return Directory.of(network.state()).principal(principal);
    }

    /// Whether this member's node may assert for the principal: it hosts the principal's organisation.
    public boolean isHosted(PrincipalId principal) {
        Directory directory = Directory.of(network.state());
        return directory
                .principal(principal)
                .filter(found -> directory.hosts(network.self(), found.organisation()))
                .isPresent();
    }

    /// Every key that the principal ever had, oldest first; keys that are only proposed are asked for by their id.
    public List<KeyStanding> keys(PrincipalId principal) {
        Instant now = time.now();
        return Keys.of(network.state()).all(principal).stream()
                .map(key -> KeyStanding.of(key, now))
                .toList();
    }

    /// Where one key stands; empty when the ledger does not know it as the principal's.
    public Optional<KeyStanding> key(PrincipalId principal, KeyId key) {
        Keys keys = Keys.of(network.state());
        Instant now = time.now();
        return keys.find(principal, key)
                .map(found -> KeyStanding.of(found, now))
                .or(() -> keys.proposal(principal, key).map(KeyStanding::of));
    }

    /// Every care relation that was ever opened for the person, whichever its pseudonym.
    public List<CareRelation> careRelations(SubjectId subject) {
        StateReader state = network.state();
        Subjects subjects = Subjects.of(state);
        return subjects.linked(subject).stream()
                .flatMap(pseudonym -> subjects.careRelations(pseudonym).stream())
                .toList();
    }

    public boolean isCaredForBy(SubjectId subject, OrganisationId organisation) {
        return Subjects.of(network.state()).isCaredForBy(subject, organisation, time.now());
    }
}
