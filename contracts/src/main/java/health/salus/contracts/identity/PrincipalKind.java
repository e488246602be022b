package health.salus.contracts.identity;

/// What a principal is, and so what it may do.
public enum PrincipalKind {
    PRACTITIONER,
    PATIENT,
    GUARDIAN,
    STAFF,
    DEVICE,
    SERVICE;

    /// Acts for its organisation towards patients: enrols, opens care relations, attests paper.
    public boolean representsOrganisation() {
        return this == PRACTITIONER || this == STAFF || this == SERVICE;
    }

    /// May register its organisation's principals.
    boolean isRegistrar() {
        return this == STAFF || this == SERVICE;
    }

    /// Acts for itself or for the patient it is bound to, never for the organisation that registered it.
    public boolean isPatientSide() {
        return this == PATIENT || this == GUARDIAN;
    }
}
