package health.salus.platform.stage;

import static health.salus.platform.stage.OneMemberNetwork.MEMBER;
import static health.salus.platform.stage.OneMemberNetwork.NORTH;

import health.salus.contracts.access.AccessCommand;
import health.salus.contracts.access.SessionBasis;
import health.salus.contracts.access.ShownGroup;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.Acknowledgement;
import health.salus.contracts.records.PackedChanges;
import health.salus.contracts.records.RecordsCommand;
import health.salus.contracts.records.ResourceChange;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.SegmentRegistration;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.platform.network.Decision;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A patient with a record at one hospital, a doctor there, and a second hospital that has none.
public final class Ward {

    public static final OrganisationId SOUTH = new OrganisationId("south-hospital");
    public static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");
    public static final SubjectId OTHER_SUBJECT = new SubjectId("ffeeddccbbaa99887766554433221100");

    public final OneMemberNetwork network = new OneMemberNetwork();
    public final PrincipalId doctor;
    public final PrincipalId southDoctor;
    public final PrincipalId patient;

    public Ward() {
        network.asMember(IdentityCommand.FORMAT.encode(
                new IdentityCommand.RegisterOrganisation(SOUTH, "South Hospital", MEMBER)));
        doctor = network.register("doctor.north", PrincipalKind.PRACTITIONER, NORTH);
        southDoctor = network.register("doctor.south", PrincipalKind.PRACTITIONER, SOUTH);
        patient = network.register("patient.1", PrincipalKind.PATIENT, NORTH);
        enrol(SUBJECT);
        network.asserted(doctor, IdentityCommand.FORMAT.encode(new IdentityCommand.BindPatient(SUBJECT, patient)));
    }

    public void enrol(SubjectId subject) {
        network.asserted(doctor, IdentityCommand.FORMAT.encode(new IdentityCommand.EnrolSubject(subject, Digest.ZERO)));
    }

    /// Writes one problem.
    public Decision write(SubjectId subject, String segment) {
        Digest manifest = Digest.sha256(Octets.utf8(segment));
        SegmentRegistration registration = new SegmentRegistration(
                new SegmentId(segment),
                TypeGroup.PROBLEMS,
                List.of(),
                OneMemberNetwork.CUSTODIANS,
                manifest,
                Digest.ZERO,
                1);
        Octets statement = Acknowledgement.statement(network.id(), MEMBER, List.of(registration.held()));
        Acknowledgement acknowledgement =
                new Acknowledgement(MEMBER, 1, network.custodianKey().sign(statement));
        ResourceChange change =
                new ResourceChange.Create(ResourceKey.of("Condition", segment), new ResourceChange.Location(0, 0));
        return network.asserted(
                doctor,
                RecordsCommand.FORMAT.encode(new RecordsCommand.WriteRecords(
                        Optional.of(subject),
                        List.of(registration),
                        List.of(acknowledgement),
                        PackedChanges.encode(List.of(change)),
                        List.of())));
    }

    public Decision open(PrincipalId reader, SubjectId subject, String session) {
        return network.asserted(
                reader,
                AccessCommand.FORMAT.encode(new AccessCommand.OpenSession(
                        new SessionId(session), subject, PurposeOfUse.TREAT, 600, new SessionBasis.Normal(), MEMBER)));
    }

    public void show(String session, int problems) {
        AccessCommand.Disclosure shown = new AccessCommand.Disclosure(
                new SessionId(session),
                doctor,
                List.of(new ShownGroup(TypeGroup.PROBLEMS, problems)),
                Digest.ZERO,
                network.now(),
                false);
        network.asMember(AccessCommand.FORMAT.encode(new AccessCommand.RecordDisclosures(List.of(shown))));
    }

    public void deny(PrincipalId reader, SubjectId subject, Optional<Digest> refused) {
        record(List.of(denial(reader, subject, refused)));
    }

    /// So many refusals at once.
    public void deny(PrincipalId reader, SubjectId subject, int times) {
        record(Collections.nCopies(times, denial(reader, subject, Optional.empty())));
    }

    private AccessCommand.Denial denial(PrincipalId reader, SubjectId subject, Optional<Digest> refused) {
        return new AccessCommand.Denial(
                Optional.of(subject),
                Optional.of(reader),
                SOUTH,
                Optional.of(PurposeOfUse.TREAT),
                ErrorCode.CONSENT_DENIED,
                refused,
                network.now());
    }

    private void record(List<AccessCommand.Denial> denials) {
        network.asMember(AccessCommand.FORMAT.encode(new AccessCommand.RecordDenials(denials)));
    }
}
