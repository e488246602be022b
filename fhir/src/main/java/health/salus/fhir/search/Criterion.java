package health.salus.fhir.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// Whether a resource is what a query asks for in one respect.
@FunctionalInterface
interface Criterion {
    String ID = "_id";
    String LAST_UPDATED = "_lastUpdated";

    boolean matches(ResourceNode resource);

    default Criterion negated() {
        return resource -> !matches(resource);
    }

    /// Whether there is any value at all (modifier `:missing`).
    static Criterion present(SearchParameter parameter) {
        if (parameter.name().equals(ID) || parameter.name().equals(LAST_UPDATED)) {
            return _ -> true;
        }
        return within(parameter.paths(), _ -> ValueTest.ALWAYS);
    }

    /// Whether a value is one of those listed.
    static Criterion of(SearchParameter parameter, List<Operand> operands) {
        return switch (parameter.name()) {
            case ID -> ids(operands);
            case LAST_UPDATED -> lastUpdated(operands);
            default -> within(parameter.paths(), path -> anyOf(operands, path));
        };
    }

    /// Whether the text that goes with a code is one of those listed (modifier `:text`).
    static Criterion text(SearchParameter parameter, List<StringOperand> operands) {
        return within(parameter.paths(), path -> anyOf(operands, path, StringOperand::againstTextOf));
    }

    /// Whether a reference says that it means one of these identifiers (modifier `:identifier`).
    static Criterion identifier(SearchParameter parameter, List<TokenOperand> operands) {
        return within(
                parameter.paths(),
                path -> path.type().equals("Reference")
                        ? reference -> matchesIdentifier(reference.path("identifier"), operands)
                        : ValueTest.NEVER);
    }

    private static boolean matchesIdentifier(JsonNode identifier, List<TokenOperand> operands) {
        for (TokenOperand operand : operands) {
            if (operand.matchesIdentifier(identifier)) {
                return true;
            }
        }
        return false;
    }

    /// Whether within one of a composite's roots all parts of one of the listed values are found.
    static Criterion composite(SearchParameter parameter, List<CompositeOperand> operands) {
        return resource -> {
            for (ElementPath root : parameter.paths()) {
                if (root.any(resource.json(), found -> matchesAny(operands, resource.json(), found))) {
                    return true;
                }
            }
            return false;
        };
    }

    private static boolean matchesAny(List<CompositeOperand> operands, JsonNode resource, JsonNode root) {
        for (CompositeOperand operand : operands) {
            if (operand.matches(resource, root)) {
                return true;
            }
        }
        return false;
    }

    private static Criterion ids(List<Operand> operands) {
        Set<String> ids = TokenOperand.plainCodes(operands).collect(Collectors.toUnmodifiableSet());
        return resource -> ids.contains(resource.id());
    }

    /// The server's own time, which is not in the bytes that are stored.
    private static Criterion lastUpdated(List<Operand> operands) {
        List<DateOperand> dates = operands.stream()
                .filter(DateOperand.class::isInstance)
                .map(DateOperand.class::cast)
                .toList();
        return resource -> {
            TimeRange updated = TimeRange.at(resource.lastUpdated());
            return dates.stream().anyMatch(date -> date.matches(updated));
        };
    }

    private static ValueTest anyOf(List<Operand> operands, ElementPath path) {
        return anyOf(operands, path, Operand::against);
    }

    private static <T> ValueTest anyOf(
            List<T> operands, ElementPath path, BiFunction<T, ElementPath, ValueTest> comparison) {
        List<ValueTest> tests = operands.stream()
                .map(operand -> comparison.apply(operand, path))
                .filter(test -> !test.equals(ValueTest.NEVER))
                .toList();
        return switch (tests.size()) {
            case 0 -> ValueTest.NEVER;
            case 1 -> tests.getFirst();
            default ->
                value -> {
                    for (ValueTest test : tests) {
                        if (test.test(value)) {
                            return true;
                        }
                    }
                    return false;
                };
        };
    }

    /// A path and what a value there has to be.
    record Place(ElementPath path, ValueTest test) {}

    private static Criterion within(List<ElementPath> paths, Comparison comparison) {
        List<Place> places = new ArrayList<>();
        for (ElementPath path : paths) {
            ValueTest test = comparison.at(path);
            if (!test.equals(ValueTest.NEVER)) {
                places.add(new Place(path, test));
            }
        }
        return resource -> {
            for (Place place : places) {
                if (place.path.any(resource.json(), place.test)) {
                    return true;
                }
            }
            return false;
        };
    }

    /// What the values at a path are tested for.
    @FunctionalInterface
    interface Comparison {
        ValueTest at(ElementPath path);
    }
}
