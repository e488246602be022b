package health.salus.contracts.identity;

import health.salus.contracts.rules.PagedList;
import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.StateTable;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Patients, who acts for them, who cares for them, and which pseudonyms are one person.
public record Subjects(StateReader state) {

    static final StateTable<SubjectRecord> SUBJECTS = StateTable.of("identity/subject", SubjectRecord.class);
    static final StateTable<CareRelation> CARE = StateTable.of("identity/care", CareRelation.class);
    static final PagedList<OrganisationId> CARERS = PagedList.of("identity/carers", OrganisationId.class);
    static final PagedList<SubjectId> ACTED_FOR = PagedList.of("identity/acted-for", SubjectId.class);

    /// More than any principal acts for; bounds what a portal asks for at once.
    private static final int MAX_ACTED_FOR = 1_000;

    public static Subjects of(StateReader state) {
        return new Subjects(state);
    }

    public Optional<SubjectRecord> find(SubjectId subject) {
        return SUBJECTS.get(state, Place.of(subject));
    }

    public SubjectRecord require(SubjectId subject) {
        return find(subject)
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_SUBJECT, "no such subject is enrolled"));
    }

    /// All pseudonyms of the same person, the given one included, in ascending order.
    public List<SubjectId> linked(SubjectId subject) {
        TreeSet<SubjectId> found = new TreeSet<>();
        ArrayDeque<SubjectId> open = new ArrayDeque<>(List.of(subject));
        while (!open.isEmpty()) {
            SubjectId next = open.remove();
            if (found.add(next)) {
                find(next).ifPresent(record -> open.addAll(record.links()));
            }
        }
        return List.copyOf(found);
    }

    /// Whether the principal is the patient's own.
    public boolean isPatient(PrincipalId principal, SubjectId subject) {
        return linked(subject).stream()
                .flatMap(one -> find(one).stream())
                .anyMatch(record -> record.patient().filter(principal::equals).isPresent());
    }

    /// The patient's own principal, once it has a key: who acts for the patient is then the patient's own to sign. A
    /// key counts that is confirmed and not yet in force, so that nobody steps in while the patient waits for it.
    Optional<PrincipalId> patientWithKey(SubjectId subject, Instant time) {
        return linked(subject).stream()
                .flatMap(one -> find(one).stream())
                .flatMap(record -> record.patient().stream())
                .filter(patient -> Keys.of(state).all(patient).stream().anyMatch(key -> !key.isRevoked(time)))
                .findFirst();
    }

    public boolean isGuardian(PrincipalId principal, SubjectId subject, Instant time) {
        return linked(subject).stream()
                .flatMap(one -> find(one).stream())
                .flatMap(record -> record.guardians().stream())
                .anyMatch(guardian -> guardian.principal().equals(principal) && guardian.acts(time));
    }

    /// Whether the principal is the patient, or acts for the patient.
    public boolean speaksFor(PrincipalId principal, SubjectId subject, Instant time) {
        return isPatient(principal, subject) || isGuardian(principal, subject, time);
    }

    public Optional<CareRelation> careRelation(SubjectId subject, OrganisationId organisation) {
        return CARE.get(state, Place.of(subject), organisation.value());
    }

    /// Whether the organisation cares for the person now, under whichever pseudonym. Whom the patient sent away under
    /// one of them cares under none, however it came to another.
    public boolean isCaredForBy(SubjectId subject, OrganisationId organisation, Instant time) {
        List<CareRelation> relations = linked(subject).stream()
                .flatMap(one -> careRelation(one, organisation).stream())
                .toList();
        return relations.stream().noneMatch(CareRelation::closedByPatient)
                && relations.stream().anyMatch(relation -> relation.isOpen(time));
    }

    /// Those of the person's pseudonyms under which the patient ended the organisation's care.
    List<SubjectId> endedByPatient(SubjectId subject, OrganisationId organisation) {
        return linked(subject).stream()
                .filter(one -> careRelation(one, organisation)
                        .filter(CareRelation::closedByPatient)
                        .isPresent())
                .toList();
    }

    /// Every relation that was ever opened under this pseudonym, in the order of the first opening.
    public List<CareRelation> careRelations(SubjectId subject) {
        List<CareRelation> found = new ArrayList<>();
        CARERS.forEach(
                state, Place.of(subject), carer -> careRelation(subject, carer).ifPresent(found::add));
        return found;
    }

    /// The pseudonyms for which the principal is the patient or a guardian now.
    public List<SubjectId> actedForBy(PrincipalId principal, Instant time) {
        return ACTED_FOR.slice(state, Place.of(principal), 0, MAX_ACTED_FOR).stream()
                .distinct()
                .filter(subject -> speaksFor(principal, subject, time))
                .toList();
    }
}
