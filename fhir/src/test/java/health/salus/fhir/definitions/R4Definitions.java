package health.salus.fhir.definitions;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CompartmentDefinition;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.hl7.fhir.r4.model.ValueSet;

/// HL7's own definitions of FHIR R4 (4.0.1), as packed in `hapi-fhir-validation-resources-r4`.
final class R4Definitions {
    private static final String FOLDER = "/org/hl7/fhir/r4/model/";

    private final FhirContext context = FhirContext.forR4Cached();
    private final List<StructureDefinition> structures;
    private final List<SearchParameter> searchParameters;
    private final CompartmentDefinition patientCompartment;
    private final Map<String, ValueSet> valueSets = new HashMap<>();
    private final Map<String, CodeSystem> codeSystems = new HashMap<>();

    R4Definitions() {
        List<Resource> resources = load("profile/profiles-resources.xml");
        structures = Stream.concat(load("profile/profiles-types.xml").stream(), resources.stream())
                .filter(StructureDefinition.class::isInstance)
                .map(StructureDefinition.class::cast)
                .filter(R4Definitions::isType)
                .toList();
        patientCompartment = resources.stream()
                .filter(CompartmentDefinition.class::isInstance)
                .map(CompartmentDefinition.class::cast)
                .filter(compartment -> compartment.getCode() == CompartmentDefinition.CompartmentType.PATIENT)
                .findFirst()
                .orElseThrow();
        searchParameters = load("sp/search-parameters.json").stream()
                .map(SearchParameter.class::cast)
                .toList();
        for (String file : List.of("valuesets.xml", "v3-codesystems.xml")) {
            for (Resource resource : load("valueset/" + file)) {
                switch (resource) {
                    case ValueSet set -> valueSets.put(set.getUrl(), set);
                    case CodeSystem system -> codeSystems.put(system.getUrl(), system);
                    default -> {}
                }
            }
        }
    }

    /// The types a resource can be made of: neither profiles nor logical models.
    List<StructureDefinition> structures(StructureDefinitionKind kind) {
        Predicate<StructureDefinition> wanted = definition -> definition.getKind() == kind
                && (!definition.getAbstract() || definition.getType().equals("Element"));
        return structures.stream().filter(wanted).toList();
    }

    List<SearchParameter> searchParameters() {
        return searchParameters;
    }

    CompartmentDefinition patientCompartment() {
        return patientCompartment;
    }

    ValueSet valueSet(String url) {
        return Objects.requireNonNull(valueSets.get(url), url);
    }

    boolean knowsValueSet(String url) {
        return valueSets.containsKey(url);
    }

    boolean knowsCodeSystem(String url) {
        return codeSystems.containsKey(url);
    }

    CodeSystem codeSystem(String url) {
        return Objects.requireNonNull(codeSystems.get(url), url);
    }

    private static boolean isType(StructureDefinition definition) {
        return definition.getDerivation() != TypeDerivationRule.CONSTRAINT
                && definition.getKind() != StructureDefinitionKind.LOGICAL;
    }

    private List<Resource> load(String file) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream(FOLDER + file), file), StandardCharsets.UTF_8)) {
            var parser = file.endsWith(".json") ? context.newJsonParser() : context.newXmlParser();
            return parser.parseResource(Bundle.class, reader).getEntry().stream()
                    .map(Bundle.BundleEntryComponent::getResource)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
