package health.salus.fhir.search;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.fhirpath.IHostApplicationServices;
import org.hl7.fhir.r4.hapi.ctx.HapiWorkerContext;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/// What the expressions of R4's search parameters find according to HL7's own FHIRPath engine, beside what our paths
/// find.
final class FhirPathOracle {
    private final FhirContext context = FhirContext.forR4Cached();
    private final FHIRPathEngine engine =
            new FHIRPathEngine(new HapiWorkerContext(context, new DefaultProfileValidationSupport(context)));
    private final Map<String, ExpressionNode> expressions = new HashMap<>();
    private int compared;

    FhirPathOracle() {
        Object services = Proxy.newProxyInstance(
                FhirPathOracle.class.getClassLoader(),
                new Class<?>[] {IHostApplicationServices.class},
                (_, method, arguments) ->
                        method.getName().equals("resolveReference") ? stub((String) arguments[2]) : null);
        engine.setHostServices((IHostApplicationServices) services);
    }

    /// A resource of the type that a reference names: `resolve() is Patient` asks for no more.
    private @Nullable Base stub(String reference) {
        String type = new IdType(reference).getResourceType();
        boolean known = type != null && context.getResourceTypes().contains(type);
        return known ? (Base) context.getResourceDefinition(type).newInstance() : null;
    }

    int compared() {
        return compared;
    }

    /// The parameters for which the two differ in number or in what they found, by name, with both.
    Map<String, String> differences(String json) {
        IParser parser = context.newJsonParser().setParserErrorHandler(new LenientErrorHandler(false));
        Resource resource = (Resource) parser.parseResource(json);
        JsonNode tree = ResourceNode.tree(json.getBytes(StandardCharsets.UTF_8));
        Map<String, String> differences = new TreeMap<>();
        for (var parameter : context.getResourceDefinition(resource.fhirType()).getSearchParams()) {
            var ours = SearchModel.r4().parameter(resource.fhirType(), parameter.getName());
            if (ours.isEmpty()
                    || ours.get().type() == ParameterType.COMPOSITE
                    || parameter.getPath().isBlank()) {
                continue;
            }
            compared++;
            List<String> theirs = evaluated(resource, parameter.getPath());
            List<String> found = walked(ours.get(), tree);
            if (!theirs.equals(found)) {
                differences.put(resource.fhirType() + " " + parameter.getName(), theirs + " but " + found);
            }
        }
        return differences;
    }

    private List<String> evaluated(Resource resource, String path) {
        List<String> values = new ArrayList<>();
        // One alternative at a time: a union drops what is equal, which a search has no reason to.
        for (String alternative : path.split("\\|")) {
            try {
                ExpressionNode expression = expressions.computeIfAbsent(alternative, engine::parse);
                for (Base value : engine.evaluate(resource, expression)) {
                    values.add(value.isPrimitive() ? told(String.valueOf(value.primitiveValue())) : value.fhirType());
                }
            } catch (FHIRException e) {
                values.add(e.getClass().getSimpleName());
            }
        }
        values.removeIf("null"::equals);
        return new ArrayList<>(new TreeSet<>(values)
                .stream().map(value -> value + count(values, value)).toList());
    }

    private static String count(List<String> values, String value) {
        return " x" + values.stream().filter(value::equals).count();
    }

    private static List<String> walked(SearchParameter parameter, JsonNode tree) {
        List<String> values = new ArrayList<>();
        for (ElementPath path : parameter.paths()) {
            path.forEach(tree, value -> values.add(told(path, value)));
        }
        return new TreeSet<>(values)
                .stream().map(value -> value + count(values, value)).toList();
    }

    private static String told(ElementPath path, JsonNode value) {
        if (path.type().equals("deceased")) {
            return Boolean.toString(TokenOperand.isDeceased(value));
        }
        if (path.type().equals("Resource")) {
            return value.path("resourceType").asText();
        }
        return value.isObject() ? path.type() : told(value.asText());
    }

    /// Numbers as numbers: the two keep the zeros at the end of a decimal differently.
    private static String told(String text) {
        return text.matches("-?\\d+\\.\\d+")
                ? new BigDecimal(text).stripTrailingZeros().toPlainString()
                : text;
    }
}
