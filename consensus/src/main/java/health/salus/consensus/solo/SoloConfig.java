package health.salus.consensus.solo;

import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import java.nio.file.Path;

/// Where a solo engine keeps its log, and for whom.
///
/// @param directory of the log alone; made if it is missing
/// @param network stands in each record, so that one network's log is never read as another's
/// @param member the submitter that every transaction is given
public record SoloConfig(Path directory, NetworkId network, MemberId member, SoloLimits limits) {

    public SoloConfig(Path directory, NetworkId network, MemberId member) {
        this(directory, network, member, SoloLimits.STANDARD);
    }
}
