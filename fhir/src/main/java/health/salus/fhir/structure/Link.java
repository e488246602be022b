package health.salus.fhir.structure;

/// A place in a document that holds the address of something else.
///
/// @param start the first byte of the address, inside the quotes
/// @param end the byte after its last
/// @param value the address, unescaped
/// @param patient whether a patient named here owns the resource (R4 CompartmentDefinition `patient`)
public record Link(Kind kind, int start, int end, String value, boolean patient) {
    /// What holds the address.
    public enum Kind {
        /// `Reference.reference`
        REFERENCE,
        /// an element of type uri, url, oid or uuid
        URI,
        /// `href` or `src` in a narrative
        NARRATIVE
    }
}
