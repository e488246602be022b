package health.salus.contracts.identity;

import health.salus.kernel.Digest;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A patient, as the ledger knows one: a pseudonym, and who may act for it.
///
/// @param evidence of how the person was proofed; the documents lie with the enrolling organisation
/// @param patient the patient's own principal, once bound
/// @param links the pseudonyms that were directly linked to this one
public record SubjectRecord(
        SubjectId id,
        OrganisationId enrolledBy,
        Digest evidence,
        Instant enrolledAt,
        Optional<PrincipalId> patient,
        List<Guardian> guardians,
        List<SubjectId> links) {

    public SubjectRecord {
        guardians = List.copyOf(guardians);
        links = List.copyOf(links);
    }

    /// Somebody who acts for the patient, and until when.
    public record Guardian(PrincipalId principal, Digest evidence, Optional<Instant> until) {

        boolean acts(Instant time) {
            return until.filter(end -> time.isAfter(end)).isEmpty();
        }
    }

    SubjectRecord withPatient(PrincipalId principal) {
        return new SubjectRecord(id, enrolledBy, evidence, enrolledAt, Optional.of(principal), guardians, links);
    }

    SubjectRecord withGuardians(List<Guardian> changed) {
        return new SubjectRecord(id, enrolledBy, evidence, enrolledAt, patient, changed, links);
    }

    SubjectRecord withLinks(List<SubjectId> changed) {
        return new SubjectRecord(id, enrolledBy, evidence, enrolledAt, patient, guardians, changed);
    }
}
