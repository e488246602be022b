package health.salus.fhir.search;

import health.salus.fhir.record.Candidates;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.TimeWindow;
import health.salus.fhir.structure.Issue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A FHIR R4 search, read and compiled: what matches, in which order, and how much of it is wanted. Safe for many
/// threads.
public final class SearchQuery {
    /// How many resources a page has when the query does not say, and at most.
    public static final int DEFAULT_COUNT = 50;

    public static final int MAX_COUNT = 1_000;

    private static final Comparator<ResourceNode> LATEST_FIRST = Comparator.comparing(ResourceNode::lastUpdated)
            .reversed()
            .thenComparing(ResourceNode::type)
            .thenComparing(ResourceNode::id);

    private final SortedMap<String, List<Clause>> byType;
    private final ResultOptions options;
    private final List<QueryParameter> used;
    private final List<Issue> ignored;

    SearchQuery(
            SortedMap<String, List<Clause>> byType,
            ResultOptions options,
            List<QueryParameter> used,
            List<Issue> ignored) {
        this.byType = byType;
        this.options = options;
        this.used = List.copyOf(used);
        this.ignored = List.copyOf(ignored);
    }

    /// The types that can match; empty for all.
    public SortedSet<String> types() {
        SortedSet<String> types = new TreeSet<>(byType.keySet());
        types.remove(SearchModel.ANY_TYPE);
        return types;
    }

    public boolean matches(ResourceNode resource) {
        List<Clause> clauses = byType.get(resource.type());
        if (clauses == null) {
            clauses = byType.get(SearchModel.ANY_TYPE);
        }
        if (clauses == null) {
            return false;
        }
        for (Clause clause : clauses) {
            if (!clause.criterion().matches(resource)) {
                return false;
            }
        }
        return true;
    }

    /// Whether nothing is asked for, so that every resource of the types matches.
    public boolean isUnrestricted() {
        return byType.values().stream().allMatch(List::isEmpty);
    }

    /// What the records are asked for, before the criteria are looked at: for a query of one type.
    public Candidates candidates() {
        return new Candidates(byType.firstKey(), ids(), patients(), identifier(), window());
    }

    /// The patients whose records alone can hold a match: named through `_id` on Patient itself, or through a parameter
    /// of its compartment.
    private Set<String> patients() {
        return byType.firstKey().equals("Patient")
                ? ids()
                : clauses().stream()
                        .map(SearchQuery::patients)
                        .flatMap(Optional::stream)
                        .min(Comparator.comparingInt(Set::size))
                        .orElse(Set.of());
    }

    private Set<String> ids() {
        return clauses().stream()
                .filter(clause -> clause.isPlain() && clause.parameter().name().equals(Criterion.ID))
                .map(clause -> TokenOperand.plainCodes(clause.operands()).collect(Collectors.toUnmodifiableSet()))
                .min(Comparator.comparingInt(Set::size))
                .orElse(Set.of());
    }

    private Optional<IdentifierToken> identifier() {
        return clauses().stream()
                .filter(clause -> clause.isPlain() && clause.parameter().name().equals("identifier"))
                .filter(clause -> clause.operands().size() == 1)
                .flatMap(clause -> TokenOperand.all(clause.operands()))
                .flatMap(token -> token.code().map(code -> new IdentifierToken(token.system(), code)).stream())
                .findFirst();
    }

    /// What the dates asked for lie in; each narrows the others.
    private TimeWindow window() {
        return clauses().stream()
                .filter(clause -> clause.isPlain() && clause.parameter().name().equals("date"))
                .filter(clause -> clause.operands().size() == 1)
                .map(clause ->
                        clause.operands().getFirst() instanceof DateOperand date ? date.window() : TimeWindow.ALWAYS)
                .reduce(TimeWindow.ALWAYS, TimeWindow::and);
    }

    private List<Clause> clauses() {
        return byType.size() == 1 ? byType.sequencedValues().getFirst() : List.of();
    }

    private static Optional<Set<String>> patients(Clause clause) {
        if (!clause.isPlain() || !clause.parameter().ofPatient()) {
            return Optional.empty();
        }
        Set<String> patients = new HashSet<>();
        for (Operand operand : clause.operands()) {
            if (!(operand instanceof ReferenceOperand reference) || !reference.isTo("Patient")) {
                return Optional.empty();
            }
            patients.add(reference.id());
        }
        return Optional.of(Set.copyOf(patients));
    }

    /// What is asked for, as text: equal for queries that ask the same by the same parameters, in whatever order and
    /// spelling. Says nothing of order and paging.
    public String normalised() {
        return byType.entrySet().stream()
                .map(entry -> entry.getKey() + "?"
                        + entry.getValue().stream()
                                .map(Clause::normalised)
                                .sorted()
                                .distinct()
                                .collect(Collectors.joining("&")))
                .collect(Collectors.joining("\n"));
    }

    /// The parameters that took part, for the `self` link (R4 search.html#conformance).
    public List<QueryParameter> used() {
        return used;
    }

    /// What was not understood and left out.
    public List<Issue> ignored() {
        return ignored;
    }

    /// How many resources a page is to have.
    public int count() {
        return Math.min(options.count().orElse(DEFAULT_COUNT), MAX_COUNT);
    }

    /// Whether only the number of matches is wanted.
    public boolean countOnly() {
        return options.summary() == Summary.COUNT;
    }

    public Total total() {
        return options.total();
    }

    /// `COUNT` also for a `_count` of 0 (R4 search.html#count).
    public Summary summary() {
        return options.summary();
    }

    /// The top-level elements that are wanted; empty for all (R4 search.html#elements).
    public List<String> elements() {
        return options.elements();
    }

    /// The resources in the order that `_sort` asks for. What that leaves open goes by time, the latest first, and then
    /// by id, so that pages do not overlap.
    public List<ResourceNode> sorted(Collection<ResourceNode> resources) {
        List<Ranked> ranked = new ArrayList<>(resources.size());
        for (ResourceNode resource : resources) {
            ranked.add(ranked(resource));
        }
        ranked.sort(this::compare);
        return ranked.stream().map(Ranked::resource).toList();
    }

    private record Ranked(ResourceNode resource, List<Optional<SortRule.Key>> keys) {}

    private Ranked ranked(ResourceNode resource) {
        return new Ranked(
                resource,
                options.sort().stream().map(rule -> rule.key(resource)).toList());
    }

    private int compare(Ranked one, Ranked other) {
        for (int i = 0; i < options.sort().size(); i++) {
            int order = options.sort().get(i).compare(one.keys.get(i), other.keys.get(i));
            if (order != 0) {
                return order;
            }
        }
        return LATEST_FIRST.compare(one.resource, other.resource);
    }
}
