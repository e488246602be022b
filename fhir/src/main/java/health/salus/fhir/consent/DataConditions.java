package health.salus.fhir.consent;

import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.TypeGroup;
import health.salus.fhir.party.Parties;
import health.salus.fhir.party.Party;
import health.salus.fhir.structure.IssueType;
import health.salus.kernel.Digest;
import health.salus.kernel.OrganisationId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What `Consent.provision.data` names: single resources, or whoever wrote them.
record DataConditions(List<ResourceKey> resources, List<OrganisationId> authors) {
    private static final Pattern LOGICAL = Pattern.compile("([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    static DataConditions read(Place provision, Parties parties) {
        Set<ResourceKey> resources = new LinkedHashSet<>();
        Set<OrganisationId> authors = new LinkedHashSet<>();
        List<Place> items = provision.items("data");
        ProvisionReader.bounded(provision, items.size());
        for (Place item : items) {
            item.knowing("meaning", "reference");
            String meaning = item.text("meaning").orElse("");
            Optional<Place> reference = item.member("reference");
            if (reference.isEmpty()) {
                item.error(IssueType.REQUIRED, "has no reference");
            } else if (meaning.equals("instance")) {
                resource(reference.get()).ifPresent(resources::add);
            } else if (meaning.equals("authoredby")) {
                author(reference.get(), parties).ifPresent(authors::add);
            } else {
                item.unsupported("is enforced for the meanings instance and authoredby only");
            }
        }
        if (!resources.isEmpty() && !authors.isEmpty()) {
            provision.unsupported("names single resources and authors among its data; write one provision for each");
        }
        return new DataConditions(List.copyOf(resources), List.copyOf(authors));
    }

    private static Optional<ResourceKey> resource(Place reference) {
        reference.knowing("reference", "type", "identifier");
        Optional<String> literal = reference.text("reference");
        if (literal.isPresent()) {
            var matcher = LOGICAL.matcher(literal.get());
            if (matcher.matches() && TypeGroup.of(matcher.group(1)).isPresent()) {
                return Optional.of(ResourceKey.of(matcher.group(1), matcher.group(2)));
            }
        } else if (reference.value().path("identifier").path("system").asText().equals(Codes.RESOURCE_KEY)) {
            String hex = reference.value().path("identifier").path("value").asText();
            if (HASH.matcher(hex).matches()) {
                return Optional.of(new ResourceKey(Digest.ofHex(hex).octets()));
            }
        }
        reference.error(IssueType.VALUE, "is not a reference to one resource, such as Observation/17");
        return Optional.empty();
    }

    private static Optional<OrganisationId> author(Place reference, Parties parties) {
        reference.knowing("reference", "type");
        Optional<Party> party = reference.text("reference").flatMap(parties::find);
        if (party.isPresent() && party.get() instanceof Party.Organisation organisation) {
            return Optional.of(organisation.id());
        }
        reference.error(IssueType.NOT_FOUND, "names no organisation that is registered on this network");
        return Optional.empty();
    }
}
