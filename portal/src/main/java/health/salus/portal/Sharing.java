package health.salus.portal;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.SubjectId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a patient allows others to read, and forbids.
public interface Sharing {

    /// How far ahead a permission may end; a longer one would be forgotten by whoever gave it.
    int MAX_DAYS = 3653;

    /// All permissions of the patient, those in force first, newest first.
    List<Permit> permits(Caller caller, SubjectId subject);

    Signing.Preparation preparePermit(Caller caller, SubjectId subject, PermitRequest request, Passkey signer);

    Signing.Preparation prepareWithdrawal(Caller caller, SubjectId subject, String permitId, Passkey signer);

    /// For a draft that another program made: the patient's signature puts it in force.
    ///
    /// @param version of the terms that the patient was shown; refused where the draft has others by now
    Signing.Preparation prepareSignature(
            Caller caller, SubjectId subject, String permitId, long version, Passkey signer);

    /// What is asked for: allow or forbid an organisation to read kinds of documents for a purpose and a time.
    ///
    /// @param kinds empty for all kinds
    /// @param until the last day, included
    record PermitRequest(
            Decision decision,
            OrganisationId organisation,
            PurposeOfUse purpose,
            Set<RecordKind> kinds,
            LocalDate from,
            LocalDate until) {

        public PermitRequest {
            if (until.isBefore(from)) {
                throw new IllegalArgumentException("a permission ends after it begins");
            }
            kinds = Set.copyOf(kinds);
        }
    }

    /// Whether reading is allowed or forbidden; forbidding is stronger.
    enum Decision {
        PERMIT,
        DENY
    }

    /// A permission as the ledger has it.
    ///
    /// @param version of its terms: it changes with them
    /// @param abridged whether it has conditions or exceptions that the terms leave out, as one from another
    /// program may
    /// @param receipt proves the transaction that gave it
    record Permit(
            String id,
            long version,
            PermitRequest terms,
            String organisationName,
            State state,
            Attested attested,
            boolean abridged,
            Optional<Receipts.ReceiptId> receipt) {}

    /// Where a permission stands.
    enum State {
        /// Arrived without a signature of the patient; it has no effect.
        DRAFT,
        NOT_YET,
        IN_FORCE,
        ENDED,
        WITHDRAWN
    }

    /// How the permission came to be.
    enum Attested {
        /// Signed by the patient's own key.
        BY_PATIENT,
        /// Signed by staff for a paper that the patient signed.
        ON_PAPER
    }
}
