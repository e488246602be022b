package health.salus.node.portal;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.TypeGroup;
import health.salus.crypto.SystemRandomSource;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.IdentifierToken;
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
import health.salus.kernel.RandomSource;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.Locality;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.operations.OperationsView;
import health.salus.node.report.ReportConfiguration;
import health.salus.node.security.LedgerCaller;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.platform.network.Author;
import health.salus.portal.Caller;
import health.salus.portal.PortalConfig;
import health.salus.portal.Role;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/// The portal's ports over a real solo node that hosts two hospitals, with a clock that tests may put forward.
final class PortalNode implements AutoCloseable {

    static final String HOST = "localhost";
    static final String ORIGIN = "http://localhost:8080";
    static final OrganisationId NORTH = new OrganisationId("north-hospital");
    static final OrganisationId SOUTH = new OrganisationId("south-hospital");
    static final PrincipalId NORTH_DOCTOR = new PrincipalId("doctor.north");
    static final PrincipalId SOUTH_DOCTOR = new PrincipalId("doctor.south");
    static final PrincipalId CLERK = new PrincipalId("clerk.north");

    private static final MemberId MEMBER = new MemberId("north");

    private final NodeRuntime node;
    private final AnnotationConfigApplicationContext ports = new AnnotationConfigApplicationContext();
    private final AtomicInteger people = new AtomicInteger();
    private volatile Duration ahead = Duration.ZERO;

    PortalNode(Path home) {
        LocalNetwork.Member member =
                new LocalNetwork.Member(MEMBER.value(), new MemberSetup.Addresses("127.0.0.1", 0, 0, 1));
        node = NodeRuntime.start(NodeConfigFile.read(LocalNetwork.create(home, new NetworkId("test"), List.of(member))
                .getFirst()));
        decide(new IdentityCommand.RegisterOrganisation(SOUTH, "South Hospital", MEMBER));
        register(NORTH_DOCTOR, PrincipalKind.PRACTITIONER, NORTH);
        register(SOUTH_DOCTOR, PrincipalKind.PRACTITIONER, SOUTH);
        register(CLERK, PrincipalKind.STAFF, NORTH);
        ports.registerBean(NodeRuntime.class, () -> node, definition -> definition.setDestroyMethodName(""));
        ports.registerBean(TimeSource.class, () -> () -> Instant.now().plus(ahead));
        ports.registerBean(RandomSource.class, SystemRandomSource::new);
        ports.registerBean(
                ReaderNames.class,
                () -> principal -> Optional.of("Dr North").filter(_ -> principal.equals(NORTH_DOCTOR)));
        ports.registerBean(
                PortalConfig.class,
                () -> new PortalConfig(
                        "North Hospital", new NetworkId("test"), URI.create(ORIGIN), ZoneId.of("UTC"), Locale.UK));
        ports.registerBean(OperationsView.class);
        ports.register(ReportConfiguration.class, PortalPorts.class);
        ports.refresh();
    }

    /// A patient of the north hospital, with a record there.
    record Person(SubjectId subject, PrincipalId principal, String patientId, Caller caller) {

        ResourceId observation(int number) {
            return new ResourceId("Observation", Locality.of(subject).hex() + "-" + "%032x".formatted(number));
        }
    }

    NodeRuntime node() {
        return node;
    }

    <T> T port(Class<T> type) {
        return ports.getBean(type);
    }

    /// Puts the ports' clock forward; the ledger's stays.
    void ahead(Duration duration) {
        ahead = duration;
    }

    void decide(IdentityCommand command) {
        node.network()
                .decide(node.network().signAsMember(List.of(IdentityCommand.FORMAT.encode(command))))
                .orThrow();
    }

    private void register(PrincipalId principal, PrincipalKind kind, OrganisationId organisation) {
        decide(new IdentityCommand.RegisterPrincipal(principal, kind, organisation, List.of()));
    }

    /// Writes a Patient and as many Observations, and binds the patient's principal.
    Person patient(String family, String given, int observations) {
        int number = people.incrementAndGet();
        String id = new ResourceIds(new SystemRandomSource()).newPatient();
        SubjectId subject = ResourceIds.subjectOf(id);
        PrincipalId principal = new PrincipalId("patient." + number);
        Person person = new Person(
                subject,
                principal,
                id,
                new Caller(
                        principal,
                        NORTH,
                        Role.PATIENT,
                        Optional.of(health.salus.portal.PurposeOfUse.PATRQT),
                        Optional.of(subject),
                        evidence("session-" + number)));
        List<Change> changes = new ArrayList<>();
        String identifier = "N-" + (1000 + number);
        changes.add(create(
                new ResourceId("Patient", id),
                "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"identifier\":[{\"value\":\"" + identifier
                        + "\"}],\"name\":[{\"family\":\"" + family + "\",\"given\":[\"" + given
                        + "\"]}],\"birthDate\":\"1970-01-01\"}",
                new Subjects(List.of(id), TypeGroup.DEMOGRAPHICS, Set.of()),
                List.of(new IdentifierToken(Optional.empty(), identifier))));
        for (int i = 1; i <= observations; i++) {
            ResourceId observation = person.observation(i);
            changes.add(create(
                    observation,
                    "{\"resourceType\":\"Observation\",\"id\":\"" + observation.id()
                            + "\",\"status\":\"final\",\"effectiveDateTime\":\"20" + (10 + i) + "-03-01\"}",
                    new Subjects(List.of(id), TypeGroup.OBSERVATIONS, Set.of()),
                    List.of()));
        }
        write(changes);
        register(principal, PrincipalKind.PATIENT, NORTH);
        Author doctor = new LedgerCaller(north(health.salus.portal.PurposeOfUse.TREAT)).author();
        node.network()
                .decide(
                        doctor,
                        List.of(IdentityCommand.FORMAT.encode(new IdentityCommand.BindPatient(subject, principal))))
                .orThrow();
        return person;
    }

    /// Writes an Appointment of both.
    ResourceId appointment(Person one, Person other) {
        ResourceId id = new ResourceId("Appointment", Locality.of(one.subject()).hex() + "-" + "ab".repeat(16));
        String participants = Stream.of(one, other)
                .map(person ->
                        "{\"actor\":{\"reference\":\"Patient/" + person.patientId() + "\"},\"status\":\"accepted\"}")
                .collect(Collectors.joining(","));
        Change change = create(
                id,
                "{\"resourceType\":\"Appointment\",\"id\":\"" + id.id() + "\",\"status\":\"booked\",\"participant\":["
                        + participants + "]}",
                new Subjects(
                        List.of(one.patientId(), other.patientId()),
                        TypeGroup.of("Appointment").orElseThrow(),
                        Set.of()),
                List.of());
        write(List.of(change));
        return id;
    }

    private void write(List<Change> changes) {
        WriteOutcome written = node.records().write(fhirCaller(), new WriteSet(true, Optional.empty(), changes));
        if (!(written instanceof WriteOutcome.Accepted)) {
            throw new AssertionError("not written: " + written);
        }
    }

    private static Change create(ResourceId id, String json, Subjects subjects, List<IdentifierToken> identifiers) {
        return new Change.Create(id, new Change.Content(Octets.utf8(json), subjects, identifiers), Optional.empty());
    }

    private static health.salus.fhir.record.Caller fhirCaller() {
        return new health.salus.fhir.record.Caller(
                NORTH_DOCTOR,
                NORTH,
                PurposeOfUse.TREAT,
                Optional.empty(),
                Optional.empty(),
                Scopes.ALL,
                new health.salus.fhir.record.Caller.Token("https://north.example", Digest.ZERO));
    }

    Caller north(health.salus.portal.PurposeOfUse purpose) {
        return clinician(NORTH_DOCTOR, NORTH, Role.CLINICIAN).withPurpose(purpose);
    }

    Caller south(health.salus.portal.PurposeOfUse purpose) {
        return clinician(SOUTH_DOCTOR, SOUTH, Role.CLINICIAN).withPurpose(purpose);
    }

    Caller clerk() {
        return clinician(CLERK, NORTH, Role.STAFF);
    }

    private static Caller clinician(PrincipalId principal, OrganisationId organisation, Role role) {
        return new Caller(
                principal, organisation, role, Optional.empty(), Optional.empty(), evidence(principal.value()));
    }

    private static Caller.Evidence evidence(String session) {
        return new Caller.Evidence(ORIGIN + "/portal", Digest.sha256(Octets.utf8(session)));
    }

    @Override
    public void close() {
        ports.close();
        node.close();
    }
}
