package health.salus.contracts.access;

import health.salus.contracts.rules.PagedList;
import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.StateTable;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import java.util.List;
import java.util.Optional;

/// Sessions, and what the patient sees: who opened one, what was shown, what was refused.
public record Sessions(StateReader state) {

    static final StateTable<SessionRecord> SESSIONS = StateTable.of("access/session", SessionRecord.class);
    static final PagedList<SessionId> BY_SUBJECT = PagedList.of("access/sessions", SessionId.class);
    static final PagedList<DisclosureRecord> DISCLOSURES = PagedList.of("access/disclosures", DisclosureRecord.class);
    static final PagedList<DenialRecord> DENIALS = PagedList.of("access/denials", DenialRecord.class);

    public static Sessions of(StateReader state) {
        return new Sessions(state);
    }

    public Optional<SessionRecord> find(SessionId session) {
        return SESSIONS.get(state, Place.NETWORK, session.value());
    }

    public long sessionCount(SubjectId subject) {
        return BY_SUBJECT.size(state, Place.of(subject));
    }

    /// Up to `limit` sessions about this pseudonym, oldest first, from position `from` on.
    public List<SessionRecord> sessions(SubjectId subject, long from, int limit) {
        return BY_SUBJECT.slice(state, Place.of(subject), from, limit).stream()
                .flatMap(session -> find(session).stream())
                .toList();
    }

    public long disclosureCount(SubjectId subject) {
        return DISCLOSURES.size(state, Place.of(subject));
    }

    public List<DisclosureRecord> disclosures(SubjectId subject, long from, int limit) {
        return DISCLOSURES.slice(state, Place.of(subject), from, limit);
    }

    public long denialCount(SubjectId subject) {
        return DENIALS.size(state, Place.of(subject));
    }

    public List<DenialRecord> denials(SubjectId subject, long from, int limit) {
        return DENIALS.slice(state, Place.of(subject), from, limit);
    }
}
