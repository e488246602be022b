package health.salus.portal;

/// The groups in which the ledger counts what was shown of a record: coarser than [RecordKind], so that a patient's
/// trail, which members hold copies of, says no more about an illness than it has to.
public enum ShownKind {
    DEMOGRAPHICS,
    ENCOUNTERS,
    PROBLEMS,
    OBSERVATIONS,
    MEDICATIONS,
    PROCEDURES,
    CARE_PLANS,
    DOCUMENTS,
    CLAIMS,
    GENOMICS,
    CONSENTS,
    TRIALS,
    PROVENANCE,
    /// Entries of any other group.
    OTHER
}
