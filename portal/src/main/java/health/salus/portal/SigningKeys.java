package health.salus.portal;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The caller's passkeys as keys on the ledger.
public interface SigningKeys {

    /// Where each of the passkeys stands, by its id.
    Map<String, Standing> standings(Caller caller, List<Passkey> passkeys);

    /// Registers a new passkey: at once if it is the principal's first key, else as the answer says.
    Enrolment enrol(Caller caller, Passkey added);

    Signing.Preparation prepareEnrolment(Caller caller, Passkey added, Passkey signer);

    Signing.Preparation prepareRevocation(Caller caller, Passkey removed, Passkey signer);

    /// Whether a passkey may sign for the principal.
    enum Standing {
        /// It signs in, but the ledger does not know it.
        UNREGISTERED,
        /// Announced by members; it comes into force after the delay.
        PENDING,
        IN_FORCE,
        REVOKED
    }

    /// What became of a new passkey.
    sealed interface Enrolment {
        record InForce() implements Enrolment {}

        /// A key that is in force already has to sign for the new one.
        record MustBeSigned() implements Enrolment {}

        record InForceFrom(Instant from) implements Enrolment {}

        record Refused(Refusal refusal) implements Enrolment {}
    }
}
