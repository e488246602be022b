package health.salus.platform.audit;

import health.salus.contracts.access.SessionRecord;
import health.salus.contracts.access.Sessions;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.records.Segments;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import health.salus.platform.audit.HistoryEntry.Kind;
import health.salus.platform.network.Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/// What happened to a patient's record, newest first, from this node's own copy of the ledger. A page costs what it
/// passes over, not what the ledger or the patient's history holds.
public final class SubjectHistory {

    /// Bounds what a filter that matches little may pass over.
    public static final int MAX_SCANNED = 20_000;

    private final Network network;

    public SubjectHistory(Network network) {
        this.network = network;
    }

    /// Which entries are asked for.
    ///
    /// @param until newer ones are passed over, however many: what came since must not hide what was before
    public record Query(Set<Kind> kinds, Instant until, Predicate<HistoryEntry> wanted, int offset, int limit) {
        public Query(Set<Kind> kinds, Predicate<HistoryEntry> wanted, int offset, int limit) {
            this(kinds, Instant.MAX, wanted, offset, limit);
        }

        public Query {
            kinds = Set.copyOf(kinds);
            if (offset < 0 || limit < 1) {
                throw new IllegalArgumentException("a page begins at zero or later and has an entry or more");
            }
        }

        public static Query all(int offset, int limit) {
            return new Query(Set.of(Kind.values()), _ -> true, offset, limit);
        }
    }

    /// A part of the history.
    ///
    /// @param more whether older ones follow
    /// @param bounded whether older ones were not looked at, since so many were not wanted
    public record Page(List<HistoryEntry> entries, boolean more, boolean bounded) {}

    public Page page(SubjectId subject, Query query) {
        PriorityQueue<Backwards> lists = lists(subject, query.kinds());
        List<HistoryEntry> found = new ArrayList<>();
        int passed = 0;
        int unwanted = 0;
        while (!lists.isEmpty()) {
            Backwards newest = lists.remove();
            HistoryEntry entry = newest.next();
            if (newest.hasNext()) {
                lists.add(newest);
            }
            if (entry.time().isAfter(query.until())) {
                continue;
            }
            if (!query.wanted().test(entry)) {
                if (++unwanted == MAX_SCANNED) {
                    return new Page(found, false, true);
                }
                continue;
            }
            // However many others lie before it, what is asked for by its place is reached.
            if (passed++ < query.offset()) {
                continue;
            }
            if (found.size() == query.limit()) {
                return new Page(found, true, false);
            }
            found.add(entry);
        }
        return new Page(found, false, false);
    }

    private PriorityQueue<Backwards> lists(SubjectId subject, Set<Kind> kinds) {
        StateReader state = network.state();
        Comparator<Backwards> newestFirst =
                Comparator.comparing((Backwards list) -> list.peek().time()).reversed();
        PriorityQueue<Backwards> lists = new PriorityQueue<>(newestFirst);
        for (SubjectId pseudonym : Subjects.of(state).linked(subject)) {
            for (Kind kind : kinds) {
                Backwards list = list(state, pseudonym, kind);
                if (list.hasNext()) {
                    lists.add(list);
                }
            }
        }
        return lists;
    }

    private static Backwards list(StateReader state, SubjectId subject, Kind kind) {
        Sessions sessions = Sessions.of(state);
        Segments segments = Segments.of(state);
        return switch (kind) {
            case OPENED ->
                new Backwards(
                        sessions.sessionCount(subject),
                        (from, limit) -> sessions.sessions(subject, from, limit).stream()
                                .<HistoryEntry>map(HistoryEntry.Opened::new)
                                .toList());
            case SHOWN ->
                new Backwards(
                        sessions.disclosureCount(subject),
                        (from, limit) -> sessions.disclosures(subject, from, limit).stream()
                                .<HistoryEntry>map(shown -> new HistoryEntry.Shown(
                                        shown, sessions.find(shown.session()).map(SessionRecord::transaction)))
                                .toList());
            case REFUSED ->
                new Backwards(
                        sessions.denialCount(subject),
                        (from, limit) -> sessions.denials(subject, from, limit).stream()
                                .<HistoryEntry>map(HistoryEntry.Refused::new)
                                .toList());
            case WRITTEN ->
                new Backwards(
                        segments.count(subject),
                        (from, limit) -> segments.of(subject, from, limit).stream()
                                .flatMap(entry -> segments.find(entry.segment()).stream())
                                .<HistoryEntry>map(HistoryEntry.Written::new)
                                .toList());
        };
    }
}
