package health.salus.portal;

import health.salus.kernel.SubjectId;
import java.time.LocalDate;

/// Registers what a patient without a device signed on paper. The ledger marks it as asserted by staff.
public interface PaperConsents {

    Signing.Submission register(Caller staff, SubjectId subject, Sharing.PermitRequest request, Paper paper);

    /// Where the signed paper can be found again.
    ///
    /// @param reference the form's number in the organisation's own archive, never personal data
    record Paper(String reference, LocalDate signedOn) {}
}
