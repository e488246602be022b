package health.salus.contracts.records;

import health.salus.contracts.rules.PagedList;
import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.StateTable;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.state.WorldState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The segments of a patient or of a directory, and the cells that they fall into.
public record Segments(StateReader state) {

    private static final StateTable<SegmentRecord> SEGMENTS = StateTable.of("records/segment", SegmentRecord.class);
    private static final PagedList<SegmentEntry> BY_SUBJECT = PagedList.of("records/segments", SegmentEntry.class);
    private static final PagedList<SegmentId> BY_AUTHOR = PagedList.of("records/directory", SegmentId.class);
    private static final PagedList<Cell> CELLS = PagedList.of("records/cells", Cell.class);
    private static final StateTable<CellNumber> CELL_NUMBERS = StateTable.of("records/cell", CellNumber.class);

    private static final StateTable<Kept> KEPT = StateTable.of("records/kept", Kept.class);

    private record CellNumber(long number) {}

    private record Kept(long segments) {}

    public static Segments of(StateReader state) {
        return new Segments(state);
    }

    public Optional<SegmentRecord> find(SegmentId segment) {
        return SEGMENTS.get(state, Place.of(segment), segment.value());
    }

    public long count(SubjectId subject) {
        return BY_SUBJECT.size(state, Place.of(subject));
    }

    /// Up to `limit` segments of the patient, oldest first, from position `from` on.
    public List<SegmentEntry> of(SubjectId subject, long from, int limit) {
        return BY_SUBJECT.slice(state, Place.of(subject), from, limit);
    }

    /// What the patient's segments fall into; the position in the list is the number in a [SegmentEntry].
    public List<Cell> cells(SubjectId subject) {
        List<Cell> cells = new ArrayList<>();
        CELLS.forEach(state, Place.of(subject), cells::add);
        return cells;
    }

    /// The number of a cell among the patient's; empty when no segment is in it.
    public Optional<Long> cellNumber(SubjectId subject, Cell cell) {
        return CELL_NUMBERS.get(state, Place.of(subject), parts(cell)).map(CellNumber::number);
    }

    /// How many segments a custodian set keeps: a superseded one is done with when there are none.
    public long keptBy(CustodianSetId set) {
        return KEPT.get(state, Place.NETWORK, set.value()).map(Kept::segments).orElse(0L);
    }

    public long directoryCount(OrganisationId author) {
        return BY_AUTHOR.size(state, Place.of(author));
    }

    /// Up to `limit` directory segments of an organisation, oldest first.
    public List<SegmentId> directory(OrganisationId author, long from, int limit) {
        return BY_AUTHOR.slice(state, Place.of(author), from, limit);
    }

    static void add(WorldState state, List<SegmentRecord> added) {
        if (added.isEmpty()) {
            return;
        }
        count(state, added.getFirst().custodianSet(), added.size());
        List<SegmentEntry> entries = new ArrayList<>();
        for (SegmentRecord segment : added) {
            SEGMENTS.put(state, segment, Place.of(segment.id()), segment.id().value());
            if (segment.subject().isPresent()) {
                entries.add(new SegmentEntry(
                        segment.id(), numbered(state, segment.subject().get(), segment.cell())));
            } else {
                BY_AUTHOR.append(state, Place.of(segment.cell().author()), List.of(segment.id()));
            }
        }
        if (!entries.isEmpty()) {
            BY_SUBJECT.append(state, Place.of(added.getFirst().subject().orElseThrow()), entries);
        }
    }

    static void move(WorldState state, SegmentRecord before, SegmentRecord after) {
        SEGMENTS.put(state, after, Place.of(after.id()), after.id().value());
        count(state, before.custodianSet(), -1);
        count(state, after.custodianSet(), 1);
    }

    private static void count(WorldState state, CustodianSetId set, long more) {
        KEPT.put(state, new Kept(of(state).keptBy(set) + more), Place.NETWORK, set.value());
    }

    private static long numbered(WorldState state, SubjectId subject, Cell cell) {
        Place place = Place.of(subject);
        return CELL_NUMBERS
                .get(state, place, parts(cell))
                .map(CellNumber::number)
                .orElseGet(() -> {
                    long number = CELLS.size(state, place);
                    CELLS.append(state, place, List.of(cell));
                    CELL_NUMBERS.put(state, new CellNumber(number), place, parts(cell));
                    return number;
                });
    }

    private static String[] parts(Cell cell) {
        String labels = cell.labels().stream().map(SecurityLabel::name).collect(Collectors.joining(","));
        return new String[] {cell.typeGroup().name(), labels, cell.author().value()};
    }
}
