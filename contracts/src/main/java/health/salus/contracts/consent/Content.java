package health.salus.contracts.consent;

import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import java.util.List;

/// What is read. An empty list stands for everything, several values for any of them.
///
/// @param resourceTypes FHIR resource types (`Consent.provision.class`); together with the groups, any of both
/// @param labels security labels (`Consent.provision.securityLabel`), see docs/decisions/0052
/// @param authors the organisations that wrote it
public record Content(
        List<String> resourceTypes,
        List<TypeGroup> typeGroups,
        List<SecurityLabel> labels,
        List<OrganisationId> authors) {

    public static final Content EVERYTHING = new Content(List.of(), List.of(), List.of(), List.of());

    public Content {
        resourceTypes = Limits.bounded(resourceTypes);
        typeGroups = Limits.bounded(typeGroups);
        labels = Limits.bounded(labels);
        authors = Limits.bounded(authors);
        for (String type : resourceTypes) {
            Require.that(
                    TypeGroup.of(type).isPresent(), ErrorCode.MALFORMED, "a provision names resource types of FHIR R4");
        }
    }

    public static Content typeGroups(TypeGroup... groups) {
        return new Content(List.of(), List.of(groups), List.of(), List.of());
    }

    public static Content labels(SecurityLabel... labels) {
        return new Content(List.of(), List.of(), List.of(labels), List.of());
    }
}
