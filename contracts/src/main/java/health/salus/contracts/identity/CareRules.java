package health.salus.contracts.identity;

import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SubjectId;
import java.util.List;

/// Opening and ending care relations.
record CareRules(Turn turn, Caller caller) {

    void open(IdentityCommand.OpenCareRelation command) {
        subjects().require(command.subject());
        Directory.of(turn.state()).requireOrganisation(command.organisation());
        CareRelation.Basis basis = basis(command);
        CareRelation opened = CareRelation.opened(command.organisation(), basis, turn.time(), command.until());
        List<SubjectId> ended = subjects().endedByPatient(command.subject(), command.organisation());
        if (!ended.isEmpty()) {
            boolean byPatient = basis == CareRelation.Basis.PATIENT;
            Require.that(byPatient, ErrorCode.CLOSED_BY_PATIENT, "the patient ended this care relation");
            caller.requireSigned("OpenCareRelation, after the patient ended the relation,");
            ended.forEach(one -> put(one, opened));
        }
        put(command.subject(), opened);
    }

    private CareRelation.Basis basis(IdentityCommand.OpenCareRelation command) {
        if (subjects().speaksFor(caller.id(), command.subject(), turn.time())) {
            return CareRelation.Basis.PATIENT;
        }
        if (caller.represents(command.organisation())) {
            return CareRelation.Basis.ORGANISATION;
        }
        boolean refers = caller.represents(caller.organisation())
                && subjects().isCaredForBy(command.subject(), caller.organisation(), turn.time());
        Require.that(
                refers,
                ErrorCode.NOT_AUTHORISED,
                "the patient, the organisation itself, or one that cares for the patient opens a relation");
        return CareRelation.Basis.REFERRAL;
    }

    /// Ends the relation under every pseudonym of the person; what the patient ends stays ended under each.
    void close(IdentityCommand.CloseCareRelation command) {
        List<SubjectId> person = subjects().linked(command.subject());
        boolean open = person.stream()
                .flatMap(one -> subjects().careRelation(one, command.organisation()).stream())
                .anyMatch(relation -> relation.isOpen(turn.time()));
        Require.that(open, ErrorCode.NO_CARE_RELATION, "no such care relation is open");
        boolean byPatient = subjects().speaksFor(caller.id(), command.subject(), turn.time());
        Require.that(
                byPatient || caller.represents(command.organisation()),
                ErrorCode.NOT_AUTHORISED,
                "the patient or the organisation itself ends a care relation");
        for (SubjectId one : person) {
            subjects()
                    .careRelation(one, command.organisation())
                    .filter(relation -> byPatient || relation.isOpen(turn.time()))
                    .ifPresent(relation -> put(one, relation.closed(turn.time(), byPatient)));
        }
    }

    void put(SubjectId subject, CareRelation relation) {
        if (subjects().careRelation(subject, relation.organisation()).isEmpty()) {
            Subjects.CARERS.append(turn.state(), Place.of(subject), List.of(relation.organisation()));
        }
        Subjects.CARE.put(
                turn.state(),
                relation,
                Place.of(subject),
                relation.organisation().value());
    }

    private Subjects subjects() {
        return Subjects.of(turn.state());
    }
}
