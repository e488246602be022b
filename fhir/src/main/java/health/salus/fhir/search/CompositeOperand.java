package health.salus.fhir.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/// Values that stand together in one place, `[value]$[value]` (R4 search.html#combining).
record CompositeOperand(List<Part> parts) {
    /// One of the values, and where it may be.
    record Part(Operand operand, List<Criterion.Place> places) {
        static Part of(SearchParameter.Component component, Operand operand) {
            return new Part(
                    operand,
                    component.paths().stream()
                            .map(path -> new Criterion.Place(path, operand.against(path)))
                            .toList());
        }

        boolean matches(JsonNode resource, JsonNode root) {
            for (Criterion.Place place : places) {
                if (place.path().any(place.path().absolute() ? resource : root, place.test())) {
                    return true;
                }
            }
            return false;
        }
    }

    boolean matches(JsonNode resource, JsonNode root) {
        for (Part part : parts) {
            if (!part.matches(resource, root)) {
                return false;
            }
        }
        return true;
    }

    String normalised() {
        return parts.stream().map(part -> part.operand().normalised()).collect(Collectors.joining("$"));
    }
}
