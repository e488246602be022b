package health.salus.contracts.records;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SalusException;
import java.util.List;

/// What all resources of a segment share, and so what consent is decided for: their group of types, their security
/// labels and the organisation that wrote them.
public record Cell(TypeGroup typeGroup, List<SecurityLabel> labels, OrganisationId author) {

    /// More labels than any sensible record carries.
    public static final int MAX_LABELS = 16;

    public Cell {
        labels = List.copyOf(labels);
        if (labels.size() > MAX_LABELS) {
            throw new SalusException(ErrorCode.TOO_LARGE, "at most " + MAX_LABELS + " security labels");
        }
        for (int i = 1; i < labels.size(); i++) {
            if (labels.get(i - 1).compareTo(labels.get(i)) >= 0) {
                throw new SalusException(ErrorCode.NOT_CANONICAL, "security labels stand in the order of their table");
            }
        }
    }

    /// With the labels in any order, once or more.
    public static Cell of(TypeGroup typeGroup, List<SecurityLabel> labels, OrganisationId author) {
        return new Cell(typeGroup, labels.stream().sorted().distinct().toList(), author);
    }
}
