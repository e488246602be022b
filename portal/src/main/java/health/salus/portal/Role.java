package health.salus.portal;

/// What a signed-in person or service does here; it decides which pages exist for them.
public enum Role {
    /// Sees the own record, shares it and sees who read it.
    PATIENT,
    /// Opens the records of patients within what they permitted.
    CLINICIAN,
    /// Registers what patients signed on paper.
    STAFF,
    /// Manages accounts and applications.
    ADMINISTRATOR,
    /// A program with a token of its own; it has no pages.
    SERVICE
}
