package health.salus.contracts.identity;

import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Linking and unlinking duplicates. Links are edges between pseudonyms, and a person is what hangs together: so
/// taking one link away restores exactly what was before it.
///
/// A link brings in the guardians and the carers of the other pseudonym, and taking one away leaves a pseudonym without
/// its patient; so a patient who has a key signs both.
record LinkRules(Turn turn, Caller caller) {

    /// More duplicates than a person gathers; bounds what one decision about consent has to look at.
    private static final int MAX_LINKED = 16;

    void link(IdentityCommand.LinkSubjects command) {
        SubjectRecord subject = subjects().require(command.subject());
        SubjectRecord other = subjects().require(command.other());
        List<SubjectId> mine = subjects().linked(command.subject());
        Require.that(
                !mine.contains(command.other()), ErrorCode.ALREADY_EXISTS, "the two pseudonyms are linked already");
        Require.that(
                mayLink(command.subject()) && mayLink(command.other()),
                ErrorCode.NOT_AUTHORISED,
                "the patient of both, or an organisation that cares for both, links them");
        List<SubjectId> others = subjects().linked(command.other());
        Require.atMost(MAX_LINKED, mine.size() + others.size(), "linked pseudonyms");
        TreeSet<PrincipalId> patients = new TreeSet<>(patients(mine));
        patients.addAll(patients(others));
        Require.that(patients.size() <= 1, ErrorCode.LINK_CONFLICT, "two different patients are bound to them");
        requirePatient(command.subject(), "LinkSubjects");
        requirePatient(command.other(), "LinkSubjects");
        put(subject, other.id());
        put(other, subject.id());
    }

    void unlink(IdentityCommand.UnlinkSubjects command) {
        SubjectRecord subject = subjects().require(command.subject());
        SubjectRecord other = subjects().require(command.other());
        Require.that(
                subject.links().contains(other.id()),
                ErrorCode.NOT_FOUND,
                "the two pseudonyms are not linked directly");
        Require.that(
                mayLink(command.subject()) || mayLink(command.other()),
                ErrorCode.NOT_AUTHORISED,
                "the patient, or an organisation that cares for the patient, unlinks");
        requirePatient(command.subject(), "UnlinkSubjects");
        remove(subject, other.id());
        remove(other, subject.id());
    }

    private void requirePatient(SubjectId subject, String command) {
        subjects()
                .patientWithKey(subject, turn.time())
                .ifPresent(patient -> caller.requirePatientSignature(patient, command));
    }

    private boolean mayLink(SubjectId subject) {
        if (subjects().speaksFor(caller.id(), subject, turn.time())) {
            return true;
        }
        return caller.represents(caller.organisation())
                && subjects().isCaredForBy(subject, caller.organisation(), turn.time());
    }

    private List<PrincipalId> patients(List<SubjectId> subjects) {
        return subjects.stream()
                .flatMap(one -> subjects().require(one).patient().stream())
                .toList();
    }

    private void put(SubjectRecord subject, SubjectId linked) {
        List<SubjectId> links = new ArrayList<>(subject.links());
        links.add(linked);
        links.sort(null);
        Subjects.SUBJECTS.put(turn.state(), subject.withLinks(links), Place.of(subject.id()));
    }

    private void remove(SubjectRecord subject, SubjectId unlinked) {
        List<SubjectId> links = new ArrayList<>(subject.links());
        links.remove(unlinked);
        Subjects.SUBJECTS.put(turn.state(), subject.withLinks(links), Place.of(subject.id()));
    }

    private Subjects subjects() {
        return Subjects.of(turn.state());
    }
}
