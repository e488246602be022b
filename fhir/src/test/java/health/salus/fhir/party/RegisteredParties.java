package health.salus.fhir.party;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A few parties with resources, and some that have a name on the ledger only: `local-*`.
public final class RegisteredParties implements Parties {
    private final Map<String, Party> byReference = new LinkedHashMap<>();

    public RegisteredParties() {
        organisation("Organization/f001", "hospital");
        organisation("Organization/clinic", "clinic");
        principal("Practitioner/f204", "nurse");
        principal("Practitioner/13", "doctor");
        principal("PractitionerRole/r1", "doctor-at-clinic");
        principal("Patient/example", "ana");
        principal("Patient/72", "bea");
        principal("Device/d1", "pump");
    }

    private void organisation(String reference, String id) {
        byReference.put(reference, new Party.Organisation(new OrganisationId(id)));
    }

    private void principal(String reference, String id) {
        byReference.put(reference, new Party.Principal(new PrincipalId(id)));
    }

    @Override
    public Optional<Party> find(String reference) {
        return Optional.ofNullable(byReference.get(reference));
    }

    @Override
    public boolean knows(Party party) {
        return reference(party).isPresent()
                || switch (party) {
                    case Party.Principal principal -> principal.id().value().startsWith("local-");
                    case Party.Organisation organisation ->
                        organisation.id().value().startsWith("local-");
                };
    }

    @Override
    public Optional<String> reference(Party party) {
        return byReference.entrySet().stream()
                .filter(entry -> entry.getValue().equals(party))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
