package health.salus.proof.receipt;

import health.salus.proof.MemberSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which members sign the checkpoints of a log at which size: a chain that has been checked against what is trusted.
public final class Succession {

    private final List<Term> terms;

    /// @param above they sign logs that are larger than this
    /// @param upTo and not larger than this; absent for those that sign now
    private record Term(MemberSet members, long above, Optional<Long> upTo) {

        boolean covers(long size) {
            return size > above && upTo.stream().allMatch(end -> size <= end);
        }
    }

    private Succession(List<Term> terms) {
        this.terms = terms;
    }

    /// One set that was never changed, as far as is known.
    static Succession beginningWith(MemberSet members, long above) {
        return new Succession(List.of(new Term(members, above, Optional.empty())));
    }

    Succession then(MemberSet next, long above) {
        Term last = terms.getLast();
        List<Term> more = new ArrayList<>(terms.subList(0, terms.size() - 1));
        more.add(new Term(last.members, last.above, Optional.of(above)));
        more.add(new Term(next, above, Optional.empty()));
        return new Succession(List.copyOf(more));
    }

    /// Empty for a log that is smaller than what the trusted members signed.
    public Optional<MemberSet> at(long size) {
        return terms.stream()
                .filter(term -> term.covers(size))
                .map(Term::members)
                .findFirst();
    }

    /// Those that sign now.
    public MemberSet current() {
        return terms.getLast().members;
    }

    /// Whether these have ever held the votes.
    boolean knows(List<ListedMember> listed) {
        return terms.stream().anyMatch(term -> ListedMember.of(term.members).equals(listed));
    }
}
