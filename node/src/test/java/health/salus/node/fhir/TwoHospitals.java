package health.salus.node.fhir;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.TypeGroup;
import health.salus.crypto.SystemRandomSource;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.Scopes;
import health.salus.fhir.record.Subjects;
import health.salus.fhir.record.WriteOutcome;
import health.salus.fhir.record.WriteSet;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.platform.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A solo node that hosts two hospitals, below its web interfaces; each hospital has a doctor.
final class TwoHospitals implements AutoCloseable {

    static final MemberId MEMBER = new MemberId("north");
    static final OrganisationId NORTH = new OrganisationId("north-hospital");
    static final OrganisationId SOUTH = new OrganisationId("south-hospital");
    static final Caller NORTH_DOCTOR = caller("doctor.north", NORTH, Optional.empty());
    static final Caller SOUTH_DOCTOR = caller("doctor.south", SOUTH, Optional.empty());

    private final ResourceIds ids = new ResourceIds(new SystemRandomSource());
    private final Path configuration;
    private NodeRuntime node;

    TwoHospitals(Path home) {
        LocalNetwork.Member member =
                new LocalNetwork.Member(MEMBER.value(), new MemberSetup.Addresses("127.0.0.1", 0, 0, 1));
        configuration = LocalNetwork.create(home, new NetworkId("test"), List.of(member))
                .getFirst();
        node = NodeRuntime.start(NodeConfigFile.read(configuration));
        decide(new IdentityCommand.RegisterOrganisation(SOUTH, "South Hospital", MEMBER));
        for (Caller each : List.of(NORTH_DOCTOR, SOUTH_DOCTOR)) {
            decide(new IdentityCommand.RegisterPrincipal(
                    each.principal(), PrincipalKind.PRACTITIONER, each.organisation(), List.of()));
        }
    }

    /// The resources of a type that carry a number.
    List<ResourceId> holders(Caller caller, String type, String number) {
        return records().holders(caller, type, identifier(number));
    }

    void decide(IdentityCommand command) {
        Network network = node.network();
        network.decide(network.signAsMember(List.of(IdentityCommand.FORMAT.encode(command))))
                .orThrow();
    }

    NodeRuntime node() {
        return node;
    }

    RecordService records() {
        return node.records();
    }

    void restart() {
        node.close();
        node = NodeRuntime.start(NodeConfigFile.read(configuration));
    }

    ResourceId newPatient() {
        return new ResourceId("Patient", ids.newPatient());
    }

    WriteOutcome create(Caller caller, ResourceId id, String number) {
        return write(caller, new Change.Create(id, content(id, number), Optional.empty()));
    }

    WriteOutcome update(Caller caller, ResourceId id, String number) {
        return write(caller, new Change.Update(id, content(id, number), OptionalLong.empty(), Optional.empty()));
    }

    WriteOutcome write(Caller caller, Change change) {
        return records().write(caller, new WriteSet(true, Optional.empty(), List.of(change)));
    }

    static Change.Content content(ResourceId id, String number) {
        Octets json = Octets.utf8("{\"resourceType\":\"" + id.type() + "\",\"id\":\"" + id.id()
                + "\",\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"" + number + "\"}]}");
        List<String> patients = id.type().equals("Patient") ? List.of(id.id()) : List.of();
        TypeGroup group = TypeGroup.of(id.type()).orElseThrow();
        return new Change.Content(json, new Subjects(patients, group, Set.of()), List.of(identifier(number)));
    }

    static IdentifierToken identifier(String number) {
        return new IdentifierToken(Optional.of("urn:mrn"), number);
    }

    static Caller caller(String name, OrganisationId organisation, Optional<SubjectId> patient) {
        return new Caller(
                new PrincipalId(name),
                organisation,
                PurposeOfUse.TREAT,
                Optional.empty(),
                patient,
                Scopes.ALL,
                new Caller.Token("https://salus.example", Digest.ZERO));
    }

    @Override
    public void close() {
        node.close();
    }
}
