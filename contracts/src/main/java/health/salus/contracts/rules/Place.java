package health.salus.contracts.rules;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.Locality;
import health.salus.ledger.state.StateKey;
import java.util.Optional;

/// Whose values lie together in the state: a patient's side by side in the tree, the others spread evenly.
public final class Place {

    /// What belongs to the network as a whole.
    public static final Place NETWORK = new Place(Optional.empty(), "");

    private final Optional<Locality> locality;
    private final String owner;

    private Place(Optional<Locality> locality, String owner) {
        this.locality = locality;
        this.owner = owner;
    }

    public static Place of(SubjectId subject) {
        return new Place(Optional.of(Locality.of(subject)), subject.value());
    }

    public static Place of(OrganisationId organisation) {
        return new Place(Optional.empty(), organisation.value());
    }

    public static Place of(PrincipalId principal) {
        return new Place(Optional.empty(), principal.value());
    }

    /// Of something of the network that has a name of its own, such as a rule.
    public static Place named(String name) {
        return new Place(Optional.empty(), name);
    }

    /// Beside its patient's values, when the id was assigned so (`Locality`); otherwise anywhere.
    public static Place of(SegmentId segment) {
        return new Place(Locality.in(segment.value()), "");
    }

    /// The key of one value; `space` says what kind of value and so keeps owners of different kinds apart.
    public StateKey key(String space, String... parts) {
        String[] path = new String[parts.length + 1];
        path[0] = owner;
        System.arraycopy(parts, 0, path, 1, parts.length);
        return locality.map(near -> StateKey.near(near, space, path)).orElseGet(() -> StateKey.of(space, path));
    }
}
