package health.salus.contracts.access;

import health.salus.contracts.consent.RuleReference;
import java.util.Optional;

/// Whether something may be read, and why.
///
/// @param rule the consent's rule, when the basis is a consent
public record Decision(Effect effect, Basis basis, Optional<RuleReference> rule) {

    /// What may be done.
    public enum Effect {
        PERMIT,
        DENY,
        /// It depends on the resource itself: the reading node decides for each.
        BY_RESOURCE
    }

    /// Why.
    public enum Basis {
        /// It is the reader's own record.
        PATIENT,
        /// The reader acts for the patient.
        GUARDIAN,
        /// A label that keeps it from the patient until a practitioner has spoken with the patient.
        LABEL,
        /// A rule that the patient gave.
        CONSENT,
        /// The reader's organisation wrote it.
        AUTHOR,
        /// An emergency.
        BREAK_GLASS,
        /// Nobody permitted it.
        DEFAULT
    }

    static Decision of(Effect effect, Basis basis) {
        return new Decision(effect, basis, Optional.empty());
    }

    /// Whether some resource may be read.
    public boolean permitsSome() {
        return effect != Effect.DENY;
    }

    /// For a refusal: which rule it was. Names no person.
    public String reason() {
        return basis + rule.map(found -> " " + found).orElse("");
    }
}
