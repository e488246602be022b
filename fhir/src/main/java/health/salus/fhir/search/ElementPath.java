package health.salus.fhir.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A place in a resource's JSON, and the type of what stands there: `component.valueQuantity:Quantity`.
final class ElementPath {
    private static final Pattern STEP =
            Pattern.compile("([A-Za-z]+)(?:\\[(\\d+)])?(?:\\[([A-Za-z]+)(?:=([a-z-]+))?])?");

    private final Step[] steps;
    private final String type;
    private final boolean absolute;
    private final Optional<String> system;

    /// One name on the way down.
    ///
    /// @param index the only item wanted, or -1 for all
    /// @param filter what the value must have to be followed
    private record Step(String name, int index, @Nullable Condition filter) {
        private static final int ALL = -1;
    }

    private ElementPath(List<Step> steps, String type, boolean absolute, Optional<String> system) {
        this.steps = steps.toArray(Step[]::new);
        this.type = type;
        this.absolute = absolute;
        this.system = system;
    }

    /// Reads `[/]name[filter].name:type[=system]`; the path `.` is the place itself, as is that without a type.
    static ElementPath read(String text) {
        int colon = text.indexOf(':');
        String path = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        int equals = rest.indexOf('=');
        boolean absolute = path.startsWith("/");
        List<Step> steps = new ArrayList<>();
        if (!path.equals(".")) {
            for (String step : (absolute ? path.substring(1) : path).split("\\.")) {
                steps.add(step(step));
            }
        }
        return new ElementPath(
                steps,
                equals < 0 ? rest : rest.substring(0, equals),
                absolute,
                equals < 0 ? Optional.empty() : Optional.of(rest.substring(equals + 1)));
    }

    private static Step step(String text) {
        Matcher matcher = STEP.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("not a step: " + text);
        }
        int index = matcher.group(2) == null ? Step.ALL : Integer.parseInt(matcher.group(2));
        String name = matcher.group(3);
        if (name == null) {
            return new Step(matcher.group(1), index, null);
        }
        String value = matcher.group(4);
        Condition filter = value == null ? pointsAt(name) : (node, _) -> value.equals(Json.text(node, name));
        return new Step(matcher.group(1), index, filter);
    }

    /// What a value on the way must meet to be followed.
    @FunctionalInterface
    private interface Condition {
        /// @param from where the path begins: the resource
        boolean isMet(JsonNode value, JsonNode from);
    }

    /// `where(resolve() is Patient)`, told by the resource itself: what it points at may be out of reach.
    private static Condition pointsAt(String type) {
        String relative = type + "/";
        String within = "/" + relative;
        return (node, from) -> {
            String reference = Json.text(node, "reference");
            if (reference == null) {
                return type.equals(Json.text(node, "type"));
            }
            return reference.startsWith("#")
                    ? contains(from, reference.substring(1), type)
                    : reference.startsWith(relative)
                            || reference.contains(within)
                            || type.equals(Json.text(node, "type"));
        };
    }

    private static boolean contains(JsonNode resource, String id, String type) {
        return Json.anyOf(
                resource,
                "contained",
                inner -> id.equals(Json.text(inner, "id")) && type.equals(Json.text(inner, "resourceType")));
    }

    /// The FHIR type of the values.
    String type() {
        return type;
    }

    /// The code system that values of type `code` are implicitly of (R4 search.html#token).
    Optional<String> system() {
        return system;
    }

    /// Whether the path of a composite's component begins at the resource and not at the composite's root.
    boolean absolute() {
        return absolute;
    }

    /// Whether a value here passes.
    boolean any(JsonNode from, ValueTest test) {
        return any(from, from, 0, test);
    }

    void forEach(JsonNode from, Consumer<JsonNode> values) {
        any(from, value -> {
            values.accept(value);
            return false;
        });
    }

    private boolean any(JsonNode from, JsonNode node, int depth, ValueTest test) {
        if (depth == steps.length) {
            return test.test(node);
        }
        Step step = steps[depth];
        JsonNode child = node.get(step.name);
        if (child == null) {
            return false;
        }
        if (!child.isArray()) {
            return step.index <= 0 && follow(from, child, depth, test);
        }
        if (step.index >= 0) {
            return step.index < child.size() && follow(from, child.get(step.index), depth, test);
        }
        for (int i = 0; i < child.size(); i++) {
            if (follow(from, child.get(i), depth, test)) {
                return true;
            }
        }
        return false;
    }

    /// A null stands in for a primitive that has extensions only.
    private boolean follow(JsonNode from, JsonNode child, int depth, ValueTest test) {
        Condition filter = steps[depth].filter;
        return !child.isNull() && (filter == null || filter.isMet(child, from)) && any(from, child, depth + 1, test);
    }
}
