package health.salus.contracts.access;

import health.salus.contracts.records.TypeGroup;
import java.util.List;

/// How many resources of one group of types were shown: as fine as the ledger ever sees what kind a record is.
public record ShownGroup(TypeGroup group, int count) {

    static long total(List<ShownGroup> shown) {
        return shown.stream().mapToLong(ShownGroup::count).sum();
    }
}
