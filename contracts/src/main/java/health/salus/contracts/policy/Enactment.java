package health.salus.contracts.policy;

import health.salus.kernel.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// That a version is in force from a height on, or none. Enactments stand in the order in which they were decided: a
/// later one takes the place of earlier ones from its height on, also of those that were still to come.
///
/// @param chosen empty when the rule is asked no more
record Enactment(long from, Optional<Chosen> chosen) {

    record Chosen(long version, Digest definition) {}

    /// What the enactments come to, in ascending order of heights.
    static List<Term> terms(List<Enactment> decided) {
        List<Enactment> standing = new ArrayList<>();
        for (Enactment next : decided) {
            standing.removeIf(earlier -> earlier.from() >= next.from());
            standing.add(next);
        }
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < standing.size(); i++) {
            Optional<Long> until =
                    i + 1 < standing.size() ? Optional.of(standing.get(i + 1).from()) : Optional.empty();
            Enactment each = standing.get(i);
            each.chosen().ifPresent(chosen -> terms.add(new Term(chosen.version(), each.from(), until)));
        }
        return terms;
    }
}
