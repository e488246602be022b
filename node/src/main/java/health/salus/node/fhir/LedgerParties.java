package health.salus.node.fhir;

import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.identity.PrincipalRecord;
import health.salus.contracts.identity.SubjectRecord;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersions;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.party.Parties;
import health.salus.fhir.party.Party;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.platform.network.Network;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who on the ledger a reference names: an Organization, a Practitioner and so on by the id that it is registered
/// under, a Patient by its pseudonym (docs/decisions/0062).
final class LedgerParties implements Parties {

    private static final Map<String, Set<PrincipalKind>> KINDS = Map.of(
            "Practitioner", Set.of(PrincipalKind.PRACTITIONER, PrincipalKind.STAFF),
            "PractitionerRole", Set.of(PrincipalKind.PRACTITIONER, PrincipalKind.STAFF),
            "RelatedPerson", Set.of(PrincipalKind.GUARDIAN),
            "Device", Set.of(PrincipalKind.DEVICE, PrincipalKind.SERVICE));

    private final Network network;

    LedgerParties(Network network) {
        this.network = network;
    }

    @Override
    public Optional<Party> find(String reference) {
        int slash = reference.indexOf('/');
        if (slash < 1 || reference.indexOf('/', slash + 1) >= 0) {
            return Optional.empty();
        }
        String type = reference.substring(0, slash);
        String id = reference.substring(slash + 1);
        try {
            return switch (type) {
                case "Organization" ->
                    Optional.<Party>of(new Party.Organisation(new OrganisationId(id)))
                            .filter(this::knows);
                case "Patient" -> patient(id).map(Party.Principal::new);
                default -> principal(type, new PrincipalId(id)).map(found -> new Party.Principal(found.id()));
            };
        } catch (SalusException malformed) {
            if (malformed.code() != ErrorCode.MALFORMED) {
                throw malformed;
            }
            return Optional.empty();
        }
    }

    private Optional<PrincipalId> patient(String id) {
        return Subjects.of(network.state()).find(ResourceIds.subjectOf(id)).flatMap(SubjectRecord::patient);
    }

    private Optional<PrincipalRecord> principal(String type, PrincipalId id) {
        return Directory.of(network.state())
                .principal(id)
                .filter(found -> KINDS.getOrDefault(type, Set.of()).contains(found.kind()));
    }

    @Override
    public boolean knows(Party party) {
        Directory directory = Directory.of(network.state());
        return switch (party) {
            case Party.Organisation(OrganisationId id) ->
                directory.organisation(id).isPresent();
            case Party.Principal(PrincipalId id) -> directory.principal(id).isPresent();
        };
    }

    /// Only a resource that is there: a reference to nothing would help nobody.
    @Override
    public Optional<String> reference(Party party) {
        return switch (party) {
            case Party.Organisation(OrganisationId id) -> existing("Organization", id.value());
            case Party.Principal(PrincipalId id) ->
                Directory.of(network.state()).principal(id).flatMap(found -> switch (found.kind()) {
                    case PRACTITIONER, STAFF -> existing("Practitioner", id.value());
                    case DEVICE, SERVICE -> existing("Device", id.value());
                    case GUARDIAN -> existing("RelatedPerson", id.value());
                    case PATIENT -> Optional.empty();
                });
        };
    }

    private Optional<String> existing(String type, String id) {
        return ResourceVersions.of(network.state())
                .current(ResourceKey.of(type, id))
                .filter(version -> !version.deleted())
                .map(_ -> type + "/" + id);
    }
}
