package health.salus.fhir.search;

import java.util.List;
import java.util.Set;

/// A search parameter of a resource type: what it is called, of which type it is, and where in the JSON it looks.
public final class SearchParameter {
    /// The code of these is compared without regard to case (docs/decisions/0064).
    private static final Set<String> CODED = Set.of("CodeableConcept", "Coding", "code", "ContactPoint", "boolean");

    private final String name;
    private final ParameterType type;
    private final Set<String> targets;
    private final boolean ofPatient;
    private final List<ElementPath> paths;
    private final List<Component> components;

    /// One part of a composite parameter, seen from the composite's root.
    record Component(ParameterType type, List<ElementPath> paths) {}

    SearchParameter(Head head, List<ElementPath> paths, List<Component> components) {
        this.name = head.name();
        this.type = head.type();
        this.targets = head.targets();
        this.ofPatient = head.ofPatient();
        this.paths = List.copyOf(paths);
        this.components = List.copyOf(components);
    }

    /// What the table says before the paths.
    record Head(String name, ParameterType type, Set<String> targets, boolean ofPatient) {}

    public String name() {
        return name;
    }

    public ParameterType type() {
        return type;
    }

    /// The types that a reference may point at; empty where any may be, and for other parameters.
    public Set<String> targets() {
        return targets;
    }

    /// Whether a patient found here owns the resource (R4 CompartmentDefinition `patient`).
    public boolean ofPatient() {
        return ofPatient;
    }

    /// Where the values are; for a composite, its roots.
    List<ElementPath> paths() {
        return paths;
    }

    List<Component> components() {
        return components;
    }

    boolean foldsCase() {
        return foldsCase(paths);
    }

    static boolean foldsCase(List<ElementPath> paths) {
        return paths.stream().allMatch(path -> CODED.contains(path.type()));
    }
}
