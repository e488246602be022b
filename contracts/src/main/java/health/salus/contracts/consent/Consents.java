package health.salus.contracts.consent;

import health.salus.contracts.identity.Subjects;
import health.salus.contracts.rules.PagedList;
import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.StateTable;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.state.WorldState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Consents, as the state has them.
public record Consents(StateReader state) {

    static final StateTable<ConsentRecord> CONSENTS = StateTable.of("consent/consent", ConsentRecord.class);
    static final StateTable<StoredTable> TABLES = StateTable.of("consent/table", StoredTable.class);
    static final StateTable<InForce> IN_FORCE = StateTable.of("consent/in-force", InForce.class);
    static final PagedList<ConsentId> ALL = PagedList.of("consent/all", ConsentId.class);

    private static final StateTable<Giver> GIVERS = StateTable.of("consent/giver", Giver.class);

    /// Under which pseudonym a consent of an id was first given or drafted.
    record Giver(SubjectId subject) {}

    /// The consents of a patient that its table is compiled from, in ascending order.
    record InForce(List<ConsentId> consents) {}

    public static Consents of(StateReader state) {
        return new Consents(state);
    }

    public Optional<ConsentRecord> find(SubjectId subject, ConsentId consent) {
        return CONSENTS.get(state, Place.of(subject), consent.value());
    }

    /// The consent of an id alone. Ids are the patients' own: of consents that share one, the oldest is found.
    public Optional<ConsentRecord> find(ConsentId consent) {
        return GIVERS.get(state, Place.NETWORK, consent.value()).flatMap(giver -> find(giver.subject(), consent));
    }

    /// Where the record of a consent lies in the state, or would.
    public static StateKey key(SubjectId subject, ConsentId consent) {
        return CONSENTS.key(Place.of(subject), consent.value());
    }

    /// Where a version of it lies.
    public static StateKey key(SubjectId subject, ConsentId consent, long version) {
        return VersionHistory.key(subject, consent, version);
    }

    static void register(WorldState state, SubjectId subject, ConsentId consent) {
        ALL.append(state, Place.of(subject), List.of(consent));
        if (!GIVERS.has(state, Place.NETWORK, consent.value())) {
            GIVERS.put(state, new Giver(subject), Place.NETWORK, consent.value());
        }
    }

    /// Every consent that was ever given or drafted under this pseudonym, oldest first.
    public List<ConsentRecord> all(SubjectId subject) {
        List<ConsentRecord> found = new ArrayList<>();
        ALL.forEach(state, Place.of(subject), id -> find(subject, id).ifPresent(found::add));
        return found;
    }

    public long count(SubjectId subject) {
        return ALL.size(state, Place.of(subject));
    }

    /// Up to `limit` of all consents, oldest first, from position `from` on.
    public List<ConsentRecord> slice(SubjectId subject, long from, int limit) {
        return ALL.slice(state, Place.of(subject), from, limit).stream()
                .flatMap(id -> find(subject, id).stream())
                .toList();
    }

    /// The newest versions of a consent, oldest of them first, with what became of each.
    public List<VersionRecord> versions(ConsentRecord consent, int limit) {
        return VersionHistory.of(state, consent, limit);
    }

    /// The table of one pseudonym.
    public ConsentTable table(SubjectId subject) {
        return TABLES.get(state, Place.of(subject)).map(ConsentTable::new).orElse(ConsentTable.EMPTY);
    }

    /// What holds for the person: the tables of all pseudonyms that are linked to this one.
    public ConsentTables tables(SubjectId subject) {
        return new ConsentTables(
                Subjects.of(state).linked(subject).stream().map(this::table).toList());
    }

    List<ConsentId> inForce(SubjectId subject) {
        return IN_FORCE.get(state, Place.of(subject)).map(InForce::consents).orElse(List.of());
    }
}
