package health.salus.contracts.access;

import health.salus.contracts.records.Cell;
import health.salus.kernel.SubjectId;
import java.util.List;

/// One cell of a person's segments that a session covers.
///
/// @param number of the cell among those of `subject`
/// @param readableTypes the types of which some may be read, when the extent is a part
public record ScopeEntry(
        SubjectId subject, long number, Cell cell, CellDecision.Extent extent, List<String> readableTypes) {

    public ScopeEntry {
        readableTypes = List.copyOf(readableTypes);
    }
}
