package health.salus.fhir.search;

import health.salus.fhir.FhirException;
import health.salus.fhir.structure.Issue;
import health.salus.fhir.structure.IssueType;
import health.salus.fhir.structure.StructureModel;
import health.salus.kernel.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Understands the parameters of one search.
public final class QueryReader {
    /// More than any form has fields.
    static final int MAX_PARAMETERS = 200;

    static final int MAX_VALUE_CHARS = 100_000;
    private static final int MAX_COUNT_DIGITS = 9;

    /// About the form of the answer: understood elsewhere, or without effect on an answer that is complete.
    private static final Set<String> OF_THE_ANSWER = Set.of("_format", "_pretty", "_contained");

    private final SearchContext context;
    private final SortedMap<String, List<Clause>> byType = new TreeMap<>();
    private final List<QueryParameter> used = new ArrayList<>();
    private final List<Issue> ignored = new ArrayList<>();
    private final boolean acrossTypes;
    private ResultOptions options = ResultOptions.NONE;

    private QueryReader(SearchContext context, Set<String> types) {
        this.context = context;
        this.acrossTypes = types.isEmpty();
        types.forEach(this::type);
    }

    /// Reads a search of one type: `GET [base]/[type]?...`.
    ///
    /// @param base the server's own base, without a slash at its end
    /// @param strict whether a parameter that is not known is an error (`Prefer: handling=strict`) or left out
    /// @throws FhirException for what is not supported, and for a value that cannot be read
    public static SearchQuery read(
            String type, List<QueryParameter> parameters, boolean strict, String base, Instant now) {
        return new QueryReader(new SearchContext(now, base), Set.of(type)).read(parameters, strict);
    }

    /// Reads a search of several types: `GET [base]?_type=...`. Parameters must be defined for each of them; without
    /// `_type` they are those that every type has.
    public static SearchQuery readAcrossTypes(
            List<QueryParameter> parameters, boolean strict, String base, Instant now) {
        return new QueryReader(new SearchContext(now, base), Set.of()).read(parameters, strict);
    }

    private void type(String type) {
        if (!StructureModel.r4().isResourceType(type)) {
            throw malformed(ParameterName.printable(type) + " is not a resource type of FHIR R4");
        }
        byType.put(type, new ArrayList<>());
    }

    private SearchQuery read(List<QueryParameter> parameters, boolean strict) {
        if (parameters.size() > MAX_PARAMETERS) {
            throw tooLarge("at most " + MAX_PARAMETERS + " parameters");
        }
        if (acrossTypes) {
            parameters.forEach(this::typesAskedFor);
            if (byType.isEmpty()) {
                byType.put(SearchModel.ANY_TYPE, new ArrayList<>());
            }
        }
        for (QueryParameter parameter : parameters) {
            if (parameter.value().length() > MAX_VALUE_CHARS) {
                throw tooLarge("at most " + MAX_VALUE_CHARS + " characters a value");
            }
            parameter(parameter);
        }
        if (strict && !ignored.isEmpty()) {
            throw new FhirException(ErrorCode.UNSUPPORTED_PARAMETER, ignored);
        }
        return new SearchQuery(byType, options, used, ignored);
    }

    private void typesAskedFor(QueryParameter parameter) {
        if (parameter.name().equals("_type")) {
            for (String type : Escapes.split(parameter.value(), ',')) {
                type(type);
            }
            used.add(parameter);
        }
    }

    private void parameter(QueryParameter parameter) {
        String name = parameter.name();
        String value = parameter.value();
        if (OF_THE_ANSWER.contains(name) || (acrossTypes && name.equals("_type"))) {
            return;
        }
        switch (name) {
            case "_sort" -> {
                sort(value);
                return;
            }
            case "_count" -> options = options.count(count(value));
            case "_total" -> options = options.total(Total.of(value).orElseThrow(() -> unreadable(name)));
            case "_summary" -> options = options.summary(Summary.of(value).orElseThrow(() -> unreadable(name)));
            case "_elements" -> options = options.elements(Escapes.split(value, ','));
            default -> {
                criterion(parameter);
                return;
            }
        }
        used.add(parameter);
    }

    private void sort(String value) {
        List<SortRule> rules = new ArrayList<>();
        for (String text : Escapes.split(value, ',')) {
            SortRule rule = SortRule.read(text);
            boolean known = byType.keySet().stream()
                    .allMatch(type -> SearchModel.r4()
                            .parameter(type, rule.name())
                            .filter(SortRule::orders)
                            .isPresent());
            if (known) {
                rules.add(rule);
            } else {
                ignore("_sort cannot be by '" + ParameterName.printable(rule.name()) + "'");
            }
        }
        if (!rules.isEmpty()) {
            options = options.sort(rules);
            used.add(new QueryParameter(
                    "_sort",
                    String.join(",", rules.stream().map(SortRule::toString).toList())));
        }
    }

    private static int count(String value) {
        boolean digits = !value.isEmpty()
                && value.length() <= MAX_COUNT_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw unreadable("_count");
        }
        return Integer.parseInt(value);
    }

    private void criterion(QueryParameter parameter) {
        ParameterName name = ParameterName.read(parameter.name());
        Map<String, SearchParameter> found = new TreeMap<>();
        for (String type : byType.keySet()) {
            SearchModel.r4().parameter(type, name.name()).ifPresent(known -> found.put(type, known));
        }
        if (name.chained() || found.size() < byType.size()) {
            String types = String.join(", ", byType.keySet());
            ignore("no search parameter '" + ParameterName.printable(parameter.name()) + "' on " + types);
            return;
        }
        boolean read = false;
        for (Map.Entry<String, SearchParameter> known : found.entrySet()) {
            Optional<Clause> clause =
                    new ClauseReader(context, known.getValue(), name.modifier()).read(parameter.value());
            clause.ifPresent(one ->
                    byType.getOrDefault(known.getKey(), new ArrayList<>()).add(one));
            read |= clause.isPresent();
        }
        if (read) {
            used.add(parameter);
        } else {
            ignore("the search parameter '" + ParameterName.printable(parameter.name()) + "' has no value");
        }
    }

    private void ignore(String text) {
        ignored.add(new Issue(Issue.Severity.WARNING, IssueType.NOT_SUPPORTED, "", Issue.NO_OFFSET, text));
    }

    private static FhirException unreadable(String name) {
        return malformed("the value of " + name + " cannot be read");
    }

    private static FhirException malformed(String text) {
        return FhirException.of(ErrorCode.MALFORMED, IssueType.VALUE, "", text);
    }

    private static FhirException tooLarge(String text) {
        return FhirException.of(ErrorCode.TOO_LARGE, IssueType.TOO_COSTLY, "", text);
    }
}
