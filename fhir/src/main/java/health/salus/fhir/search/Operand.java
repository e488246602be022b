package health.salus.fhir.search;

/// One of the values that a criterion lists, ready to be compared.
interface Operand {
    /// How it compares with the values at a path, according to their type.
    ValueTest against(ElementPath path);

    /// Equal for equal values, however they were written.
    String normalised();
}
