package health.salus.portal;

import health.salus.kernel.SubjectId;
import java.time.LocalDate;

/// Registers what a patient without a device signed on paper. Staff sign for it with their own passkey, and the ledger
/// marks it as on paper.
public interface PaperConsents {

    Signing.Preparation prepare(Caller staff, Consent consent, Passkey signer);

    /// What the patient signed.
    record Consent(SubjectId subject, Sharing.PermitRequest request, Paper paper) {}

    /// Where the signed paper can be found again.
    ///
    /// @param reference the form's number in the organisation's own archive, never personal data
    record Paper(String reference, LocalDate signedOn) {}
}
