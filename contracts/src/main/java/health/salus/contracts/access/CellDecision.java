package health.salus.contracts.access;

import java.util.List;

/// What may be read of one cell.
///
/// @param readableTypes the resource types of the cell's group of which some may be read, when not all may
/// @param decision for the whole cell, or for the first type that may be read, or why nothing may
public record CellDecision(Extent extent, List<String> readableTypes, Decision decision) {

    public CellDecision {
        readableTypes = List.copyOf(readableTypes);
    }

    /// How much of a cell.
    public enum Extent {
        NOTHING,
        /// Some types, or some resources: custodians release the cell and the reading node withholds the rest.
        PART,
        WHOLE
    }

    public boolean permitsSome() {
        return extent != Extent.NOTHING;
    }
}
