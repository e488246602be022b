package health.salus.node.fhir;

import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.records.Cell;
import health.salus.contracts.records.TypeGroup;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.bundle.ResourceSubjects;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Change;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.StateReader;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.consent.LedgerReader;
import health.salus.platform.network.Network;
import health.salus.platform.records.RecordReader;
import health.salus.platform.records.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whom a resource is about besides the patient in whose segment it lies (docs/decisions/0064): each of them asks for
/// what that patient asks for.
final class SeveralPatients {

    private final Network network;
    private final AccessSessions sessions;
    private final Sights sights;
    private final TimeSource time;
    private final ResourceSubjects subjects = new ResourceSubjects();

    SeveralPatients(Network network, FhirRecords.Platform platform) {
        this.network = network;
        this.sessions = platform.sessions();
        this.sights = new Sights(network, platform.ledger(), platform.sessions());
        this.time = platform.time();
    }

    /// Checks that the caller may write about the others, as the contract checks it for the first.
    ///
    /// @param patients takes those whom the network meets for the first time
    void requireWriter(Caller caller, Change.Content content, Patients patients) {
        content.subjects().patients().stream()
                .skip(1)
                .map(patients::subject)
                .forEach(subject -> requireWriter(caller, subject));
    }

    private void requireWriter(Caller caller, SubjectId subject) {
        if (caller.patient().filter(own -> !own.equals(subject)).isPresent()) {
            throw new SalusException(ErrorCode.TOKEN_FOR_ANOTHER_PATIENT, "the token is for another patient");
        }
        StateReader state = network.state();
        Subjects known = Subjects.of(state);
        boolean patientSide =
                Directory.of(state).requirePrincipal(caller.principal()).kind().isPatientSide();
        if (patientSide && !known.speaksFor(caller.principal(), subject, time.now())) {
            throw new SalusException(
                    ErrorCode.NOT_AUTHORISED, "a patient writes its own record, a guardian that of its ward");
        }
        boolean cared = known.find(subject).isEmpty() || known.isCaredForBy(subject, caller.organisation(), time.now());
        if (!cared) {
            throw new SalusException(
                    ErrorCode.NO_CARE_RELATION,
                    caller.organisation() + " has no care relation with each patient whom the resource is about");
        }
    }

    /// Why the caller may not see a resource, although the first patient permits it; leaves the trace with the patient
    /// who does not.
    Optional<SalusException> refusal(Caller caller, SubjectId first, StoredRecord resource) {
        try {
            sights(caller, first, resource);
            return Optional.empty();
        } catch (SalusException refused) {
            return switch (refused.code().kind()) {
                case CALLER, REFUSED -> Optional.of(refused);
                case UNAVAILABLE, INTERNAL -> throw refused;
            };
        }
    }

    /// A patient's selection without what another patient, whom it is about as well, does not permit.
    RecordReader.Selection permitted(Caller caller, RecordReader.Selection selected) {
        SubjectId first = selected.session().subject();
        return new RecordReader.Selection(
                selected.session(),
                selected.resources().stream()
                        .filter(each -> refusal(caller, first, each).isEmpty())
                        .toList());
    }

    /// Leaves the trace of what is about to be shown with the other patients.
    void shown(Caller caller, SubjectId first, StoredRecord resource) {
        sights(caller, first, resource).forEach(sight -> sight.shown(resource.type(), resource.id()));
    }

    /// @throws SalusException the refusal of the first patient who refuses
    private List<LedgerReader.Sight> sights(Caller caller, SubjectId first, StoredRecord resource) {
        var about = subjects.of(resource.bytes());
        if (about.patients().size() < 2) {
            return List.of();
        }
        Set<SubjectId> others = new LinkedHashSet<>();
        about.patients().stream().map(ResourceIds::subjectOf).forEach(others::add);
        Subjects.of(network.state()).linked(first).forEach(others::remove);
        Cell cell =
                Cell.of(TypeGroup.of(resource.type()).orElseThrow(), List.copyOf(about.labels()), resource.author());
        List<LedgerReader.Sight> opened = new ArrayList<>();
        for (SubjectId other : others) {
            LedgerReader.Sight sight = sights.of(caller, other);
            if (!sight.permits(resource.type(), resource.id(), cell)) {
                sessions.deny(
                        PlatformRecordService.requester(caller), Optional.of(other), ErrorCode.NOT_COVERED_BY_SESSION);
                throw new SalusException(
                        ErrorCode.NOT_COVERED_BY_SESSION, "it is about several patients, and not each permits it");
            }
            opened.add(sight);
        }
        return opened;
    }
}
