package health.salus.contracts.identity;

import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Enrolling patients, and binding those who act for them.
record SubjectRules(Turn turn, Caller caller) {

    private static final int MAX_GUARDIANS = 16;

    void enrol(IdentityCommand.EnrolSubject command) {
        Require.that(
                caller.principal().kind().representsOrganisation(),
                ErrorCode.NOT_AUTHORISED,
                "practitioners, staff and services enrol patients");
        Require.that(subjects().find(command.subject()).isEmpty(), ErrorCode.ALREADY_EXISTS, "the subject is enrolled");
        SubjectRecord subject = new SubjectRecord(
                command.subject(),
                caller.organisation(),
                command.evidence(),
                turn.time(),
                Optional.empty(),
                List.of(),
                List.of());
        put(subject);
        CareRelation care =
                CareRelation.opened(caller.organisation(), CareRelation.Basis.ENROLMENT, turn.time(), Optional.empty());
        new CareRules(turn, caller).put(command.subject(), care);
    }

    /// Once a patient has bound a key, only that key can hand the pseudonym over to another principal.
    void bindPatient(IdentityCommand.BindPatient command) {
        subjects().require(command.subject());
        requireKind(command.principal(), PrincipalKind.PATIENT);
        Optional<PrincipalId> bound = subjects().linked(command.subject()).stream()
                .flatMap(one -> subjects().require(one).patient().stream())
                .findFirst();
        if (bound.isPresent() && !bound.get().equals(command.principal())) {
            Require.that(
                    caller.id().equals(bound.get()),
                    ErrorCode.NOT_AUTHORISED,
                    "the patient is bound already and is the only one to hand over");
            caller.requireSigned("BindPatient");
        } else {
            requireCarer(command.subject());
        }
        for (SubjectId one : handedOver(command.subject(), bound)) {
            put(subjects().require(one).withPatient(command.principal()));
            remember(command.principal(), one);
        }
    }

    /// A patient who hands over does so under all pseudonyms: two principals would be one person else.
    private Set<SubjectId> handedOver(SubjectId subject, Optional<PrincipalId> from) {
        Set<SubjectId> over = new TreeSet<>(List.of(subject));
        for (SubjectId one : subjects().linked(subject)) {
            Optional<PrincipalId> patient = subjects().require(one).patient();
            if (patient.isPresent() && patient.equals(from)) {
                over.add(one);
            }
        }
        return over;
    }

    /// A guardian reads everything and signs consents. So a carer names one only for who cannot: for a child, or for
    /// a patient without a key.
    void bindGuardian(IdentityCommand.BindGuardian command) {
        SubjectRecord subject = subjects().require(command.subject());
        requireKind(command.principal(), PrincipalKind.GUARDIAN);
        Optional<PrincipalId> patient = subjects().patientWithKey(command.subject(), turn.time());
        if (patient.isPresent()) {
            caller.requirePatientSignature(patient.get(), "BindGuardian");
        } else if (subjects().isPatient(caller.id(), command.subject())) {
            caller.requireSigned("BindGuardian");
        } else {
            requireCarer(command.subject());
        }
        List<SubjectRecord.Guardian> guardians = without(subject, command.principal());
        guardians.add(new SubjectRecord.Guardian(command.principal(), command.evidence(), command.until()));
        Require.atMost(MAX_GUARDIANS, guardians.size(), "guardians a patient");
        put(subject.withGuardians(guardians));
        remember(command.principal(), command.subject());
    }

    /// A carer may, whoever bound the guardian: it takes a power away and gives none.
    void unbindGuardian(IdentityCommand.UnbindGuardian command) {
        SubjectRecord subject = subjects().require(command.subject());
        boolean oneself = caller.id().equals(command.principal());
        if (!oneself && !subjects().isPatient(caller.id(), command.subject())) {
            requireCarer(command.subject());
        }
        List<SubjectRecord.Guardian> guardians = without(subject, command.principal());
        Require.that(
                guardians.size() < subject.guardians().size(),
                ErrorCode.UNKNOWN_PRINCIPAL,
                "the principal is no guardian of this subject");
        put(subject.withGuardians(guardians));
    }

    private static List<SubjectRecord.Guardian> without(SubjectRecord subject, PrincipalId principal) {
        List<SubjectRecord.Guardian> others = new ArrayList<>(subject.guardians());
        others.removeIf(guardian -> guardian.principal().equals(principal));
        return others;
    }

    private void requireKind(PrincipalId id, PrincipalKind kind) {
        Optional<PrincipalRecord> principal = Directory.of(turn.state()).principal(id);
        PrincipalRecord found = principal.orElseThrow(
                () -> new SalusException(ErrorCode.UNKNOWN_PRINCIPAL, "no such principal is registered"));
        Require.that(found.kind() == kind, ErrorCode.WRONG_PRINCIPAL_KIND, "the principal is bound as " + kind);
    }

    private void requireCarer(SubjectId subject) {
        Require.that(
                caller.represents(caller.organisation()),
                ErrorCode.NOT_AUTHORISED,
                "the patient, or an organisation that cares for the patient, binds");
        Require.that(
                subjects().isCaredForBy(subject, caller.organisation(), turn.time()),
                ErrorCode.NO_CARE_RELATION,
                "the organisation has no care relation with the subject");
    }

    private void remember(PrincipalId principal, SubjectId subject) {
        Subjects.ACTED_FOR.append(turn.state(), Place.of(principal), List.of(subject));
    }

    private void put(SubjectRecord subject) {
        Subjects.SUBJECTS.put(turn.state(), subject, Place.of(subject.id()));
    }

    private Subjects subjects() {
        return Subjects.of(turn.state());
    }
}
