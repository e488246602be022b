package health.salus.fhir.bundle;

import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.Subjects;
import health.salus.fhir.structure.Address;
import health.salus.fhir.structure.JsonBytes;
import health.salus.fhir.structure.JsonBytes.Span;
import health.salus.fhir.structure.Link;
import health.salus.fhir.structure.Outline;
import health.salus.fhir.structure.StructureModel;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells from a resource whose record it belongs to and how sensitive it is.
final class Classifier {
    private static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    private static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private static final Map<String, SecurityLabel> LABELS =
            Arrays.stream(SecurityLabel.values()).collect(Collectors.toMap(SecurityLabel::name, Function.identity()));

    private Classifier() {}

    /// @param addresses what each of the resource's links means
    static Subjects classify(ResourceParts parts, String id, List<String> addresses) {
        Outline resource = parts.outline();
        TypeGroup group = TypeGroup.of(resource.type()).orElseThrow();
        return new Subjects(List.copyOf(patients(resource, id, addresses)), group, labels(parts));
    }

    /// A Patient belongs to itself. Another resource belongs to the patients whom the elements name that R4's
    /// CompartmentDefinition lists; where these name none, or the type is not in the compartment, to every patient
    /// whom it mentions: no mention of a patient may end up outside a patient's permission.
    private static Set<String> patients(Outline resource, String id, List<String> addresses) {
        Set<String> owners = new LinkedHashSet<>();
        if (resource.type().equals("Patient")) {
            owners.add(id);
            return owners;
        }
        Set<String> mentioned = new LinkedHashSet<>();
        for (int i = 0; i < addresses.size(); i++) {
            Link link = resource.links().get(i);
            if (link.kind() != Link.Kind.REFERENCE) {
                continue;
            }
            Optional<String> patient = patient(addresses.get(i));
            patient.ifPresent(mentioned::add);
            if (link.patient()) {
                patient.ifPresent(owners::add);
            }
        }
        boolean compartment = StructureModel.r4().inPatientCompartment(resource.type());
        return compartment && !owners.isEmpty() ? owners : mentioned;
    }

    private static Optional<String> patient(String address) {
        return address.startsWith("Patient/") && Address.parse(address) instanceof Address.Local local
                ? Optional.of(local.id())
                : Optional.empty();
    }

    /// The labels in `meta.security`. A code of the two systems that the ledger does not know counts as restricted:
    /// what is not understood is not treated as ordinary.
    private static Set<SecurityLabel> labels(ResourceParts parts) {
        Set<SecurityLabel> labels = EnumSet.noneOf(SecurityLabel.class);
        JsonBytes json = parts.json();
        Optional<Span> security = parts.member("meta").flatMap(meta -> json.member(meta.start(), "security"));
        if (security.isEmpty()) {
            return labels;
        }
        for (Span coding : json.items(security.get().start())) {
            String system = text(json, coding, "system");
            if (system.equals(CONFIDENTIALITY) || system.equals(ACT_CODE)) {
                SecurityLabel label = LABELS.getOrDefault(text(json, coding, "code"), SecurityLabel.R);
                boolean fits = label.isConfidentiality() == system.equals(CONFIDENTIALITY);
                labels.add(fits ? label : SecurityLabel.R);
            }
        }
        return labels;
    }

    /// The identifiers that the resource carries at its top.
    static List<IdentifierToken> identifiers(ResourceParts parts) {
        Optional<Span> identifier = parts.member("identifier");
        if (identifier.isEmpty()) {
            return List.of();
        }
        JsonBytes json = parts.json();
        return parts.all(identifier.get()).stream()
                .map(one -> new IdentifierToken(
                        Optional.of(text(json, one, "system")).filter(system -> !system.isEmpty()),
                        text(json, one, "value")))
                .filter(token -> !token.value().isEmpty())
                .distinct()
                .toList();
    }

    private static String text(JsonBytes json, Span object, String member) {
        return json.member(object.start(), member).map(json::text).orElse("");
    }
}
