package health.salus.node.fhir;

import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.Subjects;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Change;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.StateReader;
import health.salus.platform.network.Network;

/// Whom a resource is about besides the patient in whose segment it lies (docs/decisions/0064): writing asks for a care
/// relation with each of them. What reading asks for is the platform's to check.
final class SeveralPatients {

    private final Network network;
    private final TimeSource time;

    SeveralPatients(Network network, TimeSource time) {
        this.network = network;
        this.time = time;
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
}
