package health.salus.contracts.consent;

/// The rule that decided, as a patient or an auditor finds it again.
///
/// @param path in the FHIR Consent, such as `provision.provision[2]`
public record RuleReference(ConsentId consent, String path) {

    @Override
    public String toString() {
        return consent + "#" + path;
    }
}
