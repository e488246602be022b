package health.salus.platform.records;

import health.salus.contracts.records.BucketClaim;
import health.salus.kernel.Digest;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SubjectId;
import health.salus.platform.network.Author;
import health.salus.proof.transaction.Command;
import java.util.List;
import java.util.Optional;

/// Changes that are accepted together or not at all.
///
/// @param organisation for which the author writes
/// @param enrolments patients that the organisation meets for the first time with this submission
/// @param conditions what must still hold of the searches that this submission was decided by
/// @param further what the ledger is told in the same transaction, after the changes
/// @param idempotency under which a repetition is recognised
public record Submission(
        Author author,
        OrganisationId organisation,
        List<RecordChange> changes,
        List<SubjectId> enrolments,
        List<BucketClaim> conditions,
        List<Command> further,
        Optional<Idempotency> idempotency) {

    public Submission {
        changes = List.copyOf(changes);
        enrolments = List.copyOf(enrolments);
        conditions = List.copyOf(conditions);
        further = List.copyOf(further);
    }

    /// With nothing but records in it.
    public Submission(
            Author author,
            OrganisationId organisation,
            List<RecordChange> changes,
            List<SubjectId> enrolments,
            List<BucketClaim> conditions,
            Optional<Idempotency> idempotency) {
        this(author, organisation, changes, enrolments, conditions, List.of(), idempotency);
    }

    /// @param key the client's key with the organisation's id, hashed
    /// @param request hash of the request's bytes
    /// @param also further names of the same submission, each of which finds it again
    public record Idempotency(Digest key, Digest request, List<Digest> also) {

        public Idempotency {
            also = List.copyOf(also);
        }

        public Idempotency(Digest key, Digest request) {
            this(key, request, List.of());
        }
    }
}
