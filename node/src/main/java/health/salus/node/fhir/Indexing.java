package health.salus.node.fhir;

import health.salus.fhir.record.Change;
import health.salus.fhir.record.IdentifierToken;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SalusException;
import health.salus.platform.records.RecordWriter;
import health.salus.platform.records.Submission;
import health.salus.platform.records.Written;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What one submission leads to in the indexes. Entries are made once the transaction has its id and before it can be
/// decided: after a crash in between, an entry too many is harmless, one too few is not.
final class Indexing {

    private final IdentifierIndex identifiers;
    private final PatientNames names;
    private final OrganisationId organisation;
    private final List<Change> changes;
    private final Set<Octets> made = new LinkedHashSet<>();
    private final Set<Octets> replaced = new LinkedHashSet<>();

    Indexing(IdentifierIndex identifiers, PatientNames names, OrganisationId organisation, List<Change> changes) {
        this.identifiers = identifiers;
        this.names = names;
        this.organisation = organisation;
        this.changes = changes;
    }

    /// Writes; a refused write leaves no identifier behind.
    Written around(RecordWriter writer, Submission submission) {
        try {
            Written written = writer.write(submission, this::signed);
            identifiers.remove(replaced);
            return written;
        } catch (SalusException failed) {
            // Of any other failure the outcome is not known yet: what the transaction does not make matches nothing.
            if (failed.code().kind() == ErrorCode.Kind.REFUSED) {
                identifiers.remove(made);
            }
            throw failed;
        }
    }

    private void signed(Digest transaction) {
        for (Change change : changes) {
            Writes.content(change).ifPresent(content -> {
                for (IdentifierToken identifier : content.identifiers()) {
                    // A new resource has replaced nothing.
                    if (change instanceof Change.Update) {
                        replaced.addAll(identifiers.entries(identifier, change.id()));
                    }
                    made.addAll(identifiers.keys(identifier, change.id(), transaction));
                }
                names.add(organisation, change.id(), content.json());
            });
        }
        identifiers.add(made);
        replaced.removeAll(made);
    }
}
