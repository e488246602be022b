package health.salus.contracts.access;

import health.salus.contracts.access.CellDecision.Extent;
import health.salus.contracts.access.Decision.Basis;
import health.salus.contracts.access.Decision.Effect;
import health.salus.contracts.consent.Answer;
import health.salus.contracts.consent.ConsentTables;
import health.salus.contracts.consent.Consents;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Question;
import health.salus.contracts.consent.Reader;
import health.salus.contracts.consent.RuleReference;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.records.Cell;
import health.salus.contracts.records.SecurityLabel;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what one reader may read of one person now. The contract, every custodian and the reading node ask the same
/// rules; only the node knows the facts of a resource.
///
/// In this order: patients and guardians read what is theirs; then an emergency; then what the patient said; then an
/// organisation reads what it wrote itself; else no.
public final class AccessRules {

    private final ConsentTables tables;
    private final Reader reader;
    private final Instant time;
    private final Optional<Basis> own;
    private final boolean emergency;

    private AccessRules(ConsentTables tables, Reader reader, Instant time, Optional<Basis> own, boolean emergency) {
        this.tables = tables;
        this.reader = reader;
        this.time = time;
        this.own = own;
        this.emergency = emergency;
    }

    public static AccessRules of(
            StateReader state, SubjectId subject, Reader reader, SessionBasis basis, Instant time) {
        Subjects subjects = Subjects.of(state);
        Optional<Basis> own = Optional.empty();
        if (subjects.isPatient(reader.principal(), subject)) {
            own = Optional.of(Basis.PATIENT);
        } else if (subjects.isGuardian(reader.principal(), subject, time)) {
            own = Optional.of(Basis.GUARDIAN);
        }
        boolean emergency = basis instanceof SessionBasis.BreakGlass;
        return new AccessRules(Consents.of(state).tables(subject), reader, time, own, emergency);
    }

    /// Whether the contract would open a session: something of what there is of the person may be read.
    public boolean permitSome(StateReader state, SubjectId subject) {
        return Scope.of(state, Subjects.of(state).require(subject), this)
                .decision()
                .permitsSome();
    }

    /// Decides for all that a segment of this cell may hold, without looking into it.
    public CellDecision decide(Cell cell) {
        List<String> readable = new ArrayList<>();
        Optional<Decision> permitted = Optional.empty();
        Optional<Decision> denied = Optional.empty();
        Optional<Decision> unmentioned = Optional.empty();
        boolean whole = true;
        for (String type : cell.typeGroup().resourceTypes()) {
            boolean mentioned = tables.mentions(type);
            Decision decision = mentioned || unmentioned.isEmpty() ? decide(question(cell, type)) : unmentioned.get();
            unmentioned = mentioned ? unmentioned : Optional.of(decision);
            whole &= decision.effect() == Effect.PERMIT;
            if (decision.permitsSome()) {
                readable.add(type);
                permitted = permitted.or(() -> Optional.of(decision));
            } else {
                denied = denied.or(() -> Optional.of(decision));
            }
        }
        if (permitted.isEmpty()) {
            return new CellDecision(Extent.NOTHING, List.of(), denied.orElseThrow());
        }
        return whole
                ? new CellDecision(Extent.WHOLE, List.of(), permitted.get())
                : new CellDecision(Extent.PART, readable, permitted.get());
    }

    public Question question(Cell cell, String resourceType) {
        return new Question(reader, time, cell, resourceType, Optional.empty());
    }

    /// @param question of this reader
    public Decision decide(Question question) {
        if (own.isPresent()) {
            return ownRecord(question, own.get());
        }
        if (emergency) {
            return inEmergency(tables.decideInEmergency(question));
        }
        Answer answer = tables.decide(question);
        boolean wrote = wroteItself(question);
        boolean mayPermit = answer.permit().isPresent() || (answer.silent() && wrote);
        boolean mayDeny = answer.deny().isPresent() || (answer.silent() && !wrote);
        if (mayPermit && mayDeny) {
            return new Decision(
                    Effect.BY_RESOURCE, Basis.CONSENT, answer.permit().or(answer::deny));
        }
        return mayPermit
                ? decided(Effect.PERMIT, answer.permit(), Basis.AUTHOR)
                : decided(Effect.DENY, answer.deny(), Basis.DEFAULT);
    }

    private static Decision decided(Effect effect, Optional<RuleReference> rule, Basis otherwise) {
        return new Decision(effect, rule.isPresent() ? Basis.CONSENT : otherwise, rule);
    }

    /// v3 ActCode TBOO: not to be shown to the patient before a practitioner has spoken about it.
    private static Decision ownRecord(Question question, Basis basis) {
        return question.cell().labels().contains(SecurityLabel.TBOO)
                ? Decision.of(Effect.DENY, Basis.LABEL)
                : Decision.of(Effect.PERMIT, basis);
    }

    /// An emergency overrides what a patient denied in general; a denial that names emergencies was meant for this and
    /// stands.
    private static Decision inEmergency(Answer answer) {
        if (answer.deny().isEmpty()) {
            return Decision.of(Effect.PERMIT, Basis.BREAK_GLASS);
        }
        boolean certain = answer.permit().isEmpty() && !answer.silent();
        return new Decision(certain ? Effect.DENY : Effect.BY_RESOURCE, Basis.CONSENT, answer.deny());
    }

    /// Treatment, payment and the running of the organisation are what a record was written for; research, marketing
    /// and the rest ask the patient, the author too (decision 0053).
    private boolean wroteItself(Question question) {
        PurposeOfUse purpose = reader.purpose();
        boolean ordinary = purpose.isWithin(PurposeOfUse.TREAT)
                || purpose.isWithin(PurposeOfUse.HPAYMT)
                || purpose.isWithin(PurposeOfUse.HOPERAT);
        return ordinary
                && !reader.kind().isPatientSide()
                && question.cell().author().equals(reader.organisation());
    }
}
