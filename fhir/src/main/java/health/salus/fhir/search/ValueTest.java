package health.salus.fhir.search;

import com.fasterxml.jackson.databind.JsonNode;

/// Whether a value in a resource is what a query asks for.
@FunctionalInterface
interface ValueTest {
    /// For types that a kind of parameter cannot be compared with, such as a date with a string.
    ValueTest NEVER = _ -> false;

    ValueTest ALWAYS = _ -> true;

    boolean test(JsonNode value);
}
