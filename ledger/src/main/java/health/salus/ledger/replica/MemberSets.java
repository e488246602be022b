package health.salus.ledger.replica;

import health.salus.proof.MemberSet;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Whose cosignatures count for which size of the log. A set signs up to the end of the block whose header names the
/// next one.
public final class MemberSets {

    /// By the smallest size of a log that the set signs.
    private final NavigableMap<Long, MemberSet> from;

    private MemberSets(NavigableMap<Long, MemberSet> from) {
        this.from = from;
    }

    public static MemberSets of(MemberSet first) {
        return new MemberSets(new TreeMap<>()).followedBy(-1, first);
    }

    /// @param endedAt the size of the log at the end of the last block that the members before sign
    public MemberSets followedBy(long endedAt, MemberSet next) {
        NavigableMap<Long, MemberSet> longer = new TreeMap<>(from);
        longer.put(endedAt + 1, next);
        return new MemberSets(longer);
    }

    public MemberSet at(long size) {
        return from.floorEntry(size).getValue();
    }

    public MemberSet current() {
        return from.lastEntry().getValue();
    }
}
