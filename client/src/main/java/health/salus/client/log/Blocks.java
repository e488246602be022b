package health.salus.client.log;

import health.salus.kernel.Digest;
import health.salus.proof.LogEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.receipt.Succession;
import health.salus.proof.receipt.TrustAnchor;
import java.time.Instant;
import java.util.Optional;

/// The order that a log's entries have: transactions, then the header of their block; heights count up from 0, and
/// consensus time never goes back. A header names those who sign what is larger.
final class Blocks {

    private final TrustAnchor anchor;
    private final Succession succession;
    private final long size;
    private long height = -1;
    private Instant time = Instant.MIN;
    private long count;
    private boolean ended;
    private Optional<String> disorder = Optional.empty();
    private Optional<String> otherMembers = Optional.empty();
    private Optional<Named> named = Optional.empty();

    /// A set and its digest, which is not computed for each header anew.
    private record Named(MemberSet members, Digest digest) {}

    /// @param size of the whole log. Whom its last header names may not be proven yet.
    Blocks(TrustAnchor anchor, Succession succession, long size) {
        this.anchor = anchor;
        this.succession = succession;
        this.size = size;
    }

    void next(LogEntry entry) {
        Optional<String> problem = problem(entry);
        if (disorder.isEmpty()) {
            disorder = problem.map(what -> "entry " + count + ": " + what);
        }
        count++;
        time = entry.time();
        ended = entry instanceof LogEntry.HeaderEntry;
        if (entry instanceof LogEntry.HeaderEntry header) {
            height = header.height();
            if (otherMembers.isEmpty() && count < size && !namesThoseOfTheChain(header)) {
                otherMembers = Optional.of("the header of block " + height + " names other members");
            }
        }
    }

    /// True also for what was before the members that are trusted.
    private boolean namesThoseOfTheChain(LogEntry.HeaderEntry header) {
        Optional<MemberSet> next = succession.at(count + 1);
        if (next.isEmpty()) {
            return true;
        }
        if (named.isEmpty() || !named.get().members().equals(next.get())) {
            named = Optional.of(new Named(next.get(), next.get().digest()));
        }
        return named.get().digest().equals(header.memberSet());
    }

    /// The first header that names others than the chain of members.
    Optional<String> otherMembers() {
        return otherMembers;
    }

    private Optional<String> problem(LogEntry entry) {
        if (!entry.network().equals(anchor.network())) {
            return Optional.of("it is of network " + entry.network());
        }
        // The time of block 0 is what the members agreed to begin with, and no consensus time.
        if (height >= 1 && entry.time().isBefore(time)) {
            return Optional.of("its time is before that of the entry before it");
        }
        return switch (entry) {
            case LogEntry.TransactionEntry _ -> Optional.empty();
            case LogEntry.HeaderEntry header ->
                header.height() == height + 1
                        ? Optional.empty()
                        : Optional.of("a block of height " + header.height() + " out of turn");
        };
    }

    /// The first entry that is wrong in its place, and why; at the end of a log, its last one as well.
    Optional<String> disorder() {
        return disorder.or(() -> ended ? Optional.empty() : Optional.of("the last entry is no block's header"));
    }

    long height() {
        return height;
    }

    Instant time() {
        return time;
    }
}
