package health.salus.fhir.structure;

import java.util.List;

/// An element as its StructureDefinition names it: `value[x]` is one element with several types.
///
/// @param index the element's place in its shape, at most 63
/// @param patient whether a reference here puts the resource into a patient's compartment
public record Element(
        String name,
        int index,
        boolean required,
        boolean many,
        boolean patient,
        boolean choice,
        List<ElementType> types) {
    /// The JSON name of the element as one of its types: `valueQuantity`.
    public String propertyOf(ElementType type) {
        return choice ? name + Shape.capital(type.type()) : name;
    }
}
