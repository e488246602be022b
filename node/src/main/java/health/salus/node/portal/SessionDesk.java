package health.salus.node.portal;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.node.fhir.PatientFacts;
import health.salus.node.fhir.PatientSearch;
import health.salus.node.security.LedgerCaller;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.consent.AccessSessions.Attempt;
import health.salus.platform.consent.AccessSessions.Session;
import health.salus.platform.identity.Principals;
import health.salus.platform.identity.Requester;
import health.salus.platform.records.RecordReader;
import health.salus.platform.records.StoredRecord;
import health.salus.portal.Caller;
import health.salus.portal.ClinicianDesk;
import health.salus.portal.Refusal;
import health.salus.portal.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The desk: finds patients, reads who they are under a session of its own, and opens their records.
///
/// Who a patient is stands in the record, so looking for one reads it: for the administration of the caller's own
/// patients (v3 ActReason PATADMIN), which the organisation that wrote the record may, and which leaves a trace.
final class SessionDesk implements ClinicianDesk {

    private final PatientSearch search;
    private final Principals principals;
    private final AccessSessions sessions;
    private final RecordReader reader;
    private final Memory memory;

    /// What the desk remembers of its callers.
    record Memory(PatientCards cards, Emergencies emergencies) {}

    SessionDesk(
            PatientSearch search, Principals principals, AccessSessions sessions, RecordReader reader, Memory memory) {
        this.search = search;
        this.principals = principals;
        this.sessions = sessions;
        this.reader = reader;
        this.memory = memory;
    }

    @Override
    public List<Patient> find(Caller caller, String text) {
        requireStaff(caller);
        Set<SubjectId> found = new LinkedHashSet<>();
        found.addAll(search.byIdentifier(caller.principal(), text.strip()));
        int named = found.size();
        search.byName(caller.organisation(), text, MAX_HITS).stream()
                .filter(subject -> principals.isCaredForBy(subject, caller.organisation()))
                .forEach(found::add);
        return cards(caller, found.stream().limit(MAX_HITS).toList(), named > 0 ? text.strip() : "");
    }

    /// All at once: each may need a session, which consensus decides.
    private List<Patient> cards(Caller caller, List<SubjectId> subjects, String number) {
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Patient>>> cards = subjects.stream()
                    .map(subject -> tasks.submit(() -> card(caller, subject, number)))
                    .toList();
            List<Patient> found = new ArrayList<>();
            for (Future<Optional<Patient>> card : cards) {
                card.get().ifPresent(found::add);
            }
            return found;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof SalusException known
                    ? known
                    : new SalusException(ErrorCode.INTERNAL, "the desk failed", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "the search was interrupted", interrupted);
        }
    }

    @Override
    public Optional<Patient> patient(Caller caller, SubjectId subject) {
        requireStaff(caller);
        Optional<Patient> known = memory.cards().find(caller, subject);
        return known.isPresent() || !principals.isCaredForBy(subject, caller.organisation())
                ? known
                : card(caller, subject, "");
    }

    /// A patient of the own organisation with what the record says; any other with the number by which it was found.
    ///
    /// @param number that the caller named; empty when the patient was found otherwise
    private Optional<Patient> card(Caller caller, SubjectId subject, String number) {
        Optional<Patient> known = memory.cards().find(caller, subject);
        if (known.isPresent()) {
            return known;
        }
        Requester administration = new LedgerCaller(caller).requester(PurposeOfUse.PATADMIN);
        Optional<Patient> own = principals.isCaredForBy(subject, caller.organisation())
                ? read(administration, subject)
                : Optional.empty();
        return own.or(() -> number.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Patient(subject, "", Optional.empty(), number)))
                .map(patient -> memory.cards().keep(caller, patient));
    }

    /// Who the patient is, if the requester may read it; a refusal has left its trace.
    private Optional<Patient> read(Requester requester, SubjectId subject) {
        try {
            RecordReader.Selection selection = reader.select(requester, subject, "Patient"::equals);
            Optional<StoredRecord> patient = selection.resources().stream()
                    .filter(found -> ResourceIds.subjectOf(found.id()).equals(subject))
                    .findFirst();
            reader.shown(selection, patient.stream().toList());
            return patient.map(found -> {
                PatientFacts facts = PatientFacts.of(found.bytes());
                return new Patient(subject, facts.name(), facts.born(), facts.identifier());
            });
        } catch (SalusException refused) {
            Refusals.expected(refused);
            return Optional.empty();
        }
    }

    @Override
    public Opening open(Caller caller, SubjectId subject, Optional<String> reason) {
        requireStaff(caller);
        Requester plain = new LedgerCaller(caller).requester();
        boolean emergency = plain.purpose() == PurposeOfUse.ETREAT;
        if (emergency != reason.isPresent()) {
            return new Opening.Refused(Refusal.of(ErrorCode.EMERGENCY_NOT_PERMITTED));
        }
        Requester requester = plain.inEmergency(reason.map(_ -> SessionRecords.EMERGENCY_CODE));
        return switch (sessions.attempt(requester, subject, 0)) {
            case Attempt.Refused(ErrorCode code, var _, var transaction) ->
                new Opening.Refused(Refusals.proven(code, transaction));
            case Attempt.Opened(Session session) -> {
                reason.ifPresent(why -> memory.emergencies()
                        .opened(caller, subject, session.id(), session.grant().expires(), why));
                recognise(caller, requester, subject);
                yield new Opening.Opened(session.grant().expires());
            }
        };
    }

    /// Now that the record is open, the desk may know who it is, where it did not before.
    private void recognise(Caller caller, Requester requester, SubjectId subject) {
        boolean named = memory.cards()
                .find(caller, subject)
                .filter(card -> !card.name().isEmpty())
                .isPresent();
        if (!named) {
            read(requester, subject).ifPresent(patient -> memory.cards().keep(caller, patient));
        }
    }

    private static void requireStaff(Caller caller) {
        if (caller.role() != Role.CLINICIAN && caller.role() != Role.STAFF) {
            throw new SalusException(ErrorCode.NOT_AUTHORISED, "the desk is for clinicians and staff");
        }
    }
}
