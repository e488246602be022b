package health.salus.fhir.search;

import java.util.List;
import java.util.OptionalInt;

/// What a query says of its results rather than of what matches (R4 search.html#return).
record ResultOptions(List<SortRule> sort, OptionalInt count, Total total, Summary summary, List<String> elements) {
    static final ResultOptions NONE =
            new ResultOptions(List.of(), OptionalInt.empty(), Total.NONE, Summary.FALSE, List.of());

    ResultOptions {
        sort = List.copyOf(sort);
        elements = List.copyOf(elements);
    }

    ResultOptions sort(List<SortRule> wanted) {
        return new ResultOptions(wanted, count, total, summary, elements);
    }

    ResultOptions count(int wanted) {
        return new ResultOptions(sort, OptionalInt.of(wanted), total, wanted == 0 ? Summary.COUNT : summary, elements);
    }

    ResultOptions total(Total wanted) {
        return new ResultOptions(sort, count, wanted, summary, elements);
    }

    ResultOptions summary(Summary wanted) {
        boolean none = count.orElse(1) == 0;
        return new ResultOptions(sort, count, total, none ? Summary.COUNT : wanted, elements);
    }

    ResultOptions elements(List<String> wanted) {
        return new ResultOptions(sort, count, total, summary, wanted);
    }
}
