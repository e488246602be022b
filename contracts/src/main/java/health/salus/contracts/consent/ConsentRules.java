package health.salus.contracts.consent;

import health.salus.contracts.consent.ConsentResult.Status;
import health.salus.contracts.identity.Caller;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Giving, signing and withdrawing consents.
record ConsentRules(Turn turn, Caller caller) {

    ConsentResult give(ConsentCommand.GiveConsent command) {
        if (caller.signed()) {
            requireParty(command.subject(), command.evidence());
        } else {
            requireProposer(command.subject(), command.evidence());
        }
        Limits.check(command.root());
        ConsentRecord consent = consents()
                .find(command.subject(), command.consent())
                .orElseGet(() -> ConsentRecord.none(command.consent(), command.subject()));
        Require.that(
                command.version() == consent.latest() + 1,
                ErrorCode.VERSION_CONFLICT,
                "the consent's latest version is " + consent.latest());
        if (consent.latest() == 0) {
            Consents.register(turn.state(), command.subject(), command.consent());
        }
        ConsentVersion version = new ConsentVersion(
                command.version(),
                command.root(),
                command.evidence(),
                caller.id(),
                caller.organisation(),
                turn.time(),
                turn.context().transactionId());
        if (!caller.signed()) {
            put(consent.drafted(version));
            return result(Status.DRAFT, consent.drafted(version));
        }
        requireNotOverPatient(consent, command.evidence());
        return putInForce(consent.given(version));
    }

    ConsentResult sign(ConsentCommand.SignDraft command) {
        requireParty(command.subject(), command.evidence());
        caller.requireSigned("SignDraft");
        ConsentRecord consent = require(command.subject(), command.consent());
        ConsentVersion draft = consent.draft()
                .filter(version -> version.version() == command.version())
                .orElseThrow(() -> new SalusException(ErrorCode.NOT_A_DRAFT, "the consent has no such draft"));
        requireNotOverPatient(consent, command.evidence());
        return putInForce(consent.given(new ConsentVersion(
                draft.version(),
                draft.root(),
                command.evidence(),
                caller.id(),
                caller.organisation(),
                turn.time(),
                turn.context().transactionId())));
    }

    /// A consent that only permits may be withdrawn with a token, since without it there is only less to read; what was
    /// never in force, by whoever could have proposed it.
    ConsentResult withdraw(ConsentCommand.WithdrawConsent command) {
        Optional<ConsentRecord> found = consents().find(command.subject(), command.consent());
        boolean onlyDrafted = found.filter(record -> record.inForce().isEmpty()).isPresent();
        if (onlyDrafted && !caller.signed()) {
            requireProposer(command.subject(), command.evidence());
        } else {
            requireParty(command.subject(), command.evidence());
        }
        ConsentRecord consent = require(command.subject(), command.consent());
        Require.that(!consent.isEmpty(), ErrorCode.UNKNOWN_CONSENT, "the consent is withdrawn already");
        boolean onlyPermits =
                consent.inForce().filter(version -> version.root().denies()).isEmpty();
        boolean token = command.evidence() instanceof Evidence.Signed && onlyPermits;
        if (!token) {
            caller.requireSigned("WithdrawConsent, of a consent that denies or on paper,");
        }
        requireNotOverPatient(consent, command.evidence());
        ConsentRecord withdrawn = consent.withdrawn(turn.time());
        put(withdrawn);
        compile(command.subject(), command.consent(), false);
        return result(Status.INACTIVE, withdrawn);
    }

    /// A draft binds nobody: whoever cares for the patient may put one before the patient to sign.
    private void requireProposer(SubjectId subject, Evidence evidence) {
        if (evidence instanceof Evidence.Signed && caller.represents(caller.organisation())) {
            Subjects subjects = Subjects.of(turn.state());
            subjects.require(subject);
            requireCarer(subjects, subject, "the organisation that proposes a consent");
        } else {
            requireParty(subject, evidence);
        }
    }

    /// The patient or a guardian for themselves; staff of an organisation that cares for the patient on paper.
    private void requireParty(SubjectId subject, Evidence evidence) {
        Subjects subjects = Subjects.of(turn.state());
        subjects.require(subject);
        switch (evidence) {
            case Evidence.Signed() ->
                Require.that(
                        subjects.speaksFor(caller.id(), subject, turn.time()),
                        ErrorCode.NOT_AUTHORISED,
                        "the patient or a guardian decides; others attest paper");
            case Evidence.Paper _ -> {
                Require.that(
                        caller.represents(caller.organisation()),
                        ErrorCode.NOT_AUTHORISED,
                        "practitioners, staff and services attest paper");
                requireCarer(subjects, subject, "the organisation that attests paper");
            }
        }
    }

    private void requireCarer(Subjects subjects, SubjectId subject, String who) {
        Require.that(
                subjects.isCaredForBy(subject, caller.organisation(), turn.time()),
                ErrorCode.NO_CARE_RELATION,
                who + " has no care relation with the subject");
    }

    /// What the patient's own key put in force, paper does not undo.
    private static void requireNotOverPatient(ConsentRecord consent, Evidence evidence) {
        boolean signed = consent.inForce()
                .filter(version -> version.evidence() instanceof Evidence.Signed)
                .isPresent();
        Require.that(
                !signed || evidence instanceof Evidence.Signed,
                ErrorCode.SIGNED_BY_PATIENT,
                "the patient signed what is in force");
    }

    private ConsentRecord require(SubjectId subject, ConsentId id) {
        return consents()
                .find(subject, id)
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_CONSENT, "the patient has no such consent"));
    }

    private ConsentResult putInForce(ConsentRecord consent) {
        put(consent);
        compile(consent.subject(), consent.id(), true);
        return result(Status.ACTIVE, consent);
    }

    private void put(ConsentRecord consent) {
        ConsentRecord before = consents()
                .find(consent.subject(), consent.id())
                .orElseGet(() -> ConsentRecord.none(consent.id(), consent.subject()));
        new VersionHistory(turn, caller.id()).follow(before, consent);
        Consents.CONSENTS.put(
                turn.state(), consent, Place.of(consent.subject()), consent.id().value());
    }

    private void compile(SubjectId subject, ConsentId changed, boolean inForce) {
        TreeSet<ConsentId> ids = new TreeSet<>(consents().inForce(subject));
        if (inForce) {
            ids.add(changed);
        } else {
            ids.remove(changed);
        }
        Require.atMost(Limits.MAX_CONSENTS, ids.size(), "consents in force for a patient");
        TreeMap<ConsentId, Provision> roots = new TreeMap<>();
        for (ConsentId id : ids) {
            require(subject, id).inForce().ifPresent(version -> roots.put(id, version.root()));
        }
        long epoch = consents().table(subject).epoch() + 1;
        Consents.IN_FORCE.put(turn.state(), new Consents.InForce(List.copyOf(ids)), Place.of(subject));
        Consents.TABLES.put(turn.state(), TableCompiler.compile(epoch, roots), Place.of(subject));
    }

    private ConsentResult result(Status status, ConsentRecord consent) {
        return new ConsentResult(
                status, consent.latest(), consents().table(consent.subject()).epoch());
    }

    private Consents consents() {
        return Consents.of(turn.state());
    }
}
