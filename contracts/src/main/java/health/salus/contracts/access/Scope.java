package health.salus.contracts.access;

import health.salus.contracts.identity.SubjectRecord;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.records.Cell;
import health.salus.contracts.records.Segments;
import health.salus.contracts.records.TypeGroup;
import health.salus.contracts.rules.Require;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What a reader may read of a person, cell by cell.
///
/// @param entries the cells of which something may be read
/// @param decision for the first of them, or for the first cell that there is; who has no record yet is asked about an
///     empty one
record Scope(List<ScopeEntry> entries, Decision decision) {

    /// More than a person's record falls into; bounds the work of one command.
    private static final int MAX_CELLS = 10_000;

    static Scope of(StateReader state, SubjectRecord subject, AccessRules rules) {
        List<ScopeEntry> entries = new ArrayList<>();
        List<Decision> permitted = new ArrayList<>();
        List<Decision> denied = new ArrayList<>();
        for (SubjectId pseudonym : Subjects.of(state).linked(subject.id())) {
            List<Cell> cells = Segments.of(state).cells(pseudonym);
            Require.atMost(MAX_CELLS, permitted.size() + denied.size() + cells.size(), "kinds of segments of a person");
            for (int number = 0; number < cells.size(); number++) {
                CellDecision decision = rules.decide(cells.get(number));
                if (decision.permitsSome()) {
                    entries.add(new ScopeEntry(
                            pseudonym, number, cells.get(number), decision.extent(), decision.readableTypes()));
                    permitted.add(decision.decision());
                } else {
                    denied.add(decision.decision());
                }
            }
        }
        Decision first = permitted.stream()
                .findFirst()
                .or(() -> denied.stream().findFirst())
                .orElseGet(() -> rules.decide(emptyRecord(subject)).decision());
        return new Scope(entries, first);
    }

    private static Cell emptyRecord(SubjectRecord subject) {
        return new Cell(TypeGroup.DEMOGRAPHICS, List.of(), subject.enrolledBy());
    }

    /// As the session keeps it.
    List<SessionRecord.Covered> covered() {
        TreeMap<SubjectId, List<Long>> cells = new TreeMap<>();
        for (ScopeEntry entry : entries) {
            cells.computeIfAbsent(entry.subject(), _ -> new ArrayList<>()).add(entry.number());
        }
        return cells.entrySet().stream()
                .map(one -> new SessionRecord.Covered(one.getKey(), one.getValue()))
                .toList();
    }
}
