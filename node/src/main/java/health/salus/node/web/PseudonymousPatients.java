package health.salus.node.web;

import health.salus.fhir.bundle.ResourceIds;
import health.salus.kernel.SubjectId;
import health.salus.node.security.LedgerCaller;
import health.salus.node.security.PatientIdentity;
import health.salus.platform.consent.AccessSessions;
import health.salus.portal.Caller;

/// A Patient's id carries the pseudonym, or is one that it is derived from.
final class PseudonymousPatients implements PatientIdentity {

    private final AccessSessions sessions;

    PseudonymousPatients(AccessSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean same(SubjectId context, String patientId) {
        return ResourceIds.subjectOf(patientId).equals(context);
    }

    @Override
    public void refused(Caller caller, String patientId) {
        new LedgerCaller(caller).leaveTrace(ResourceIds.subjectOf(patientId), sessions);
    }
}
