package health.salus.fhir.definitions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.TypeRefComponent;
import org.hl7.fhir.r4.model.Enumerations.BindingStrength;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.ValueSet;

/// Writes the structure table: one line for each type, element and closed set of codes (docs/formats/fhir-tables.md).
final class StructureTable {
    private static final String SYSTEM_STRING = "http://hl7.org/fhirpath/System.String";
    private static final String FHIR_TYPE = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";
    private static final String CORE = "http://hl7.org/fhir/StructureDefinition/";
    /// An element of a resource at the end of a search expression: `Encounter.subject`, `(List.source)`.
    private static final Pattern ELEMENT_PATH = Pattern.compile("\\(*([A-Z][A-Za-z]+(?:\\.[a-z][A-Za-z]*)+)\\)*");

    private final R4Definitions definitions;
    private final SortedMap<String, Set<String>> codeSets = new TreeMap<>();
    private final Set<String> patientElements = new HashSet<>();
    private final StringBuilder types = new StringBuilder();

    private StructureTable(R4Definitions definitions) {
        this.definitions = definitions;
    }

    static String write(R4Definitions definitions) {
        StructureTable table = new StructureTable(definitions);
        table.collectPatientElements();
        definitions.structures(StructureDefinitionKind.COMPLEXTYPE).forEach(table::type);
        definitions.structures(StructureDefinitionKind.RESOURCE).forEach(table::type);
        StringBuilder sets = new StringBuilder();
        table.codeSets.forEach((name, codes) -> sets.append("codes ")
                .append(name)
                .append(' ')
                .append(String.join(" ", codes))
                .append('\n'));
        return "salus fhir-structure 1 4.0.1\n" + sets + table.types;
    }

    /// Which elements put a resource into a patient's compartment (CompartmentDefinition `patient`).
    private void collectPatientElements() {
        Map<String, String> expressions = new HashMap<>();
        for (var parameter : definitions.searchParameters()) {
            for (var base : parameter.getBase()) {
                expressions.put(base.getValue() + " " + parameter.getCode(), parameter.getExpression());
            }
        }
        for (var resource : definitions.patientCompartment().getResource()) {
            for (var parameter : resource.getParam()) {
                String key = resource.getCode() + " " + parameter.getValue();
                String expression = Objects.requireNonNull(expressions.get(key), key);
                for (String part : expression.split("\\|")) {
                    String path = part.replaceAll("\\.where\\(resolve\\(\\) is Patient\\)|\\.as\\(Reference\\)", "")
                            .replaceAll(" as Reference", "")
                            .strip();
                    Matcher matcher = ELEMENT_PATH.matcher(path);
                    if (!matcher.matches()) {
                        throw new IllegalStateException("not an element path: " + part);
                    }
                    patientElements.add(matcher.group(1));
                }
            }
        }
    }

    /// A type, then each of its backbone elements, as HL7's snapshot lists them.
    private void type(StructureDefinition definition) {
        boolean resource = definition.getKind() == StructureDefinitionKind.RESOURCE;
        Map<String, List<ElementDefinition>> byParent = new HashMap<>();
        Set<String> parents = new LinkedHashSet<>();
        parents.add(definition.getType());
        for (ElementDefinition element : definition.getSnapshot().getElement()) {
            int dot = element.getPath().lastIndexOf('.');
            if (dot > 0) {
                String parent = element.getPath().substring(0, dot);
                parents.add(parent);
                byParent.computeIfAbsent(parent, _ -> new ArrayList<>()).add(element);
            }
        }
        for (String parent : parents) {
            boolean root = resource && parent.equals(definition.getType());
            types.append(root ? "resource " : "type ").append(parent).append('\n');
            for (ElementDefinition element : byParent.getOrDefault(parent, List.of())) {
                types.append(line(element, byParent.containsKey(element.getPath()), root))
                        .append('\n');
            }
        }
    }

    private String line(ElementDefinition element, boolean backbone, boolean ofResource) {
        String path = element.getPath();
        String name = path.substring(path.lastIndexOf('.') + 1);
        String many = element.getMax().equals("*") || Integer.parseInt(element.getMax()) > 1 ? "*" : element.getMax();
        String kinds;
        if (element.hasContentReference()) {
            kinds = element.getContentReference();
        } else if (backbone) {
            kinds = "#" + path;
        } else {
            Map<String, Set<String>> targets = new LinkedHashMap<>();
            for (TypeRefComponent type : element.getType()) {
                targets.computeIfAbsent(kind(element, type, ofResource), _ -> new LinkedHashSet<>())
                        .addAll(targets(type));
            }
            kinds = targets.entrySet().stream()
                    .map(entry -> entry.getKey().equals("Reference")
                            ? "Reference(" + String.join("|", entry.getValue()) + ")"
                            : entry.getKey())
                    .collect(Collectors.joining(" "));
        }
        String compartment = patientElements.contains(path.replace("[x]", "")) ? " ~patient" : "";
        return " " + name + " " + element.getMin() + " " + many + " " + kinds + compartment;
    }

    private String kind(ElementDefinition element, TypeRefComponent type, boolean ofResource) {
        if (type.getCode().equals(SYSTEM_STRING)) {
            // Attributes in XML: plain JSON strings without extensions of their own (json.html, "primitive").
            boolean resourceId = ofResource && element.getPath().endsWith(".id");
            return resourceId ? "id" : "@" + type.getExtensionString(FHIR_TYPE);
        }
        return type.getCode() + codes(element, type.getCode());
    }

    private static List<String> targets(TypeRefComponent type) {
        return type.getTargetProfile().stream()
                .map(profile -> profile.getValue().substring(CORE.length()))
                .toList();
    }

    /// `{name}` of the closed set that a required binding names, or nothing where it is open or large by nature.
    private String codes(ElementDefinition element, String type) {
        if (element.getBinding().getStrength() != BindingStrength.REQUIRED
                || !Set.of("code", "Coding", "CodeableConcept").contains(type)) {
            return "";
        }
        String url = element.getBinding().getValueSet().replaceAll("\\|.*", "");
        if (!definitions.knowsValueSet(url)) {
            return "";
        }
        ValueSet set = definitions.valueSet(url);
        boolean closed = set.getCompose().getInclude().stream()
                .allMatch(include -> include.hasConcept() || definitions.knowsCodeSystem(include.getSystem()));
        if (!closed) {
            return "";
        }
        boolean systems = !type.equals("code");
        String name = set.getIdElement().getIdPart() + (systems ? "+system" : "");
        codeSets.computeIfAbsent(name, _ -> expand(set, systems));
        return "{" + name + "}";
    }

    private Set<String> expand(ValueSet set, boolean systems) {
        Set<String> codes = new LinkedHashSet<>();
        for (var include : set.getCompose().getInclude()) {
            String prefix = systems ? include.getSystem() + "|" : "";
            if (include.hasFilter() || include.hasValueSet() || set.getCompose().hasExclude()) {
                throw new IllegalStateException("not a plain list: " + set.getUrl());
            }
            if (include.hasConcept()) {
                include.getConcept().forEach(concept -> codes.add(prefix + concept.getCode()));
            } else {
                concepts(definitions.codeSystem(include.getSystem()).getConcept(), prefix, codes);
            }
        }
        return codes;
    }

    private static void concepts(
            List<CodeSystem.ConceptDefinitionComponent> concepts, String prefix, Set<String> codes) {
        for (var concept : concepts) {
            codes.add(prefix + concept.getCode());
            concepts(concept.getConcept(), prefix, codes);
        }
    }
}
