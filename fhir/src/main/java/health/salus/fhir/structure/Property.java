package health.salus.fhir.structure;

/// One name that an object may hold: an element, one type of a choice, or the twin (`_name`) that carries a
/// primitive's id and extensions (R4 json.html#primitive).
///
/// @param slot this property's place among all names of the shape, for finding duplicates
/// @param partner the slot of the twin, or of the property that this is the twin of; its own if there is none
/// @param location the name as FHIRPath writes it
record Property(String name, Element element, ElementType type, int slot, int partner, boolean twin, String location) {}
