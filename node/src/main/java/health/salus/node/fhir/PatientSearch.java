package health.salus.node.fhir;

import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.ResourceId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.util.List;
import java.util.Optional;

/// Finds patients for who stands at a desk.
public final class PatientSearch {

    private final PatientNames names;
    private final IdentifierHolders identifiers;

    PatientSearch(PatientNames names, IdentifierHolders identifiers) {
        this.names = names;
        this.identifiers = identifiers;
    }

    /// Patients whom the organisation wrote at this node, by the beginnings of their names.
    public List<SubjectId> byName(OrganisationId organisation, String text, int limit) {
        return names.find(organisation, text, limit).stream()
                .map(ResourceIds::subjectOf)
                .toList();
    }

    /// Patients of the whole network by the exact identifier, with or without its system: `system|value`.
    ///
    /// @param asker whose questions are counted
    public List<SubjectId> byIdentifier(PrincipalId asker, String text) {
        int bar = text.indexOf('|');
        IdentifierToken token = bar <= 0
                ? new IdentifierToken(Optional.empty(), text.substring(bar + 1))
                : new IdentifierToken(Optional.of(text.substring(0, bar)), text.substring(bar + 1));
        return identifiers.holders(asker, "Patient", token).stream()
                .map(ResourceId::id)
                .map(ResourceIds::subjectOf)
                .toList();
    }
}
