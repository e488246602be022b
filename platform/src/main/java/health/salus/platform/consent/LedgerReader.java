package health.salus.platform.consent;

import health.salus.contracts.access.AccessRules;
import health.salus.contracts.access.Decision;
import health.salus.contracts.access.SessionCheck;
import health.salus.contracts.consent.Question;
import health.salus.contracts.consent.ResourceFacts;
import health.salus.contracts.records.Cell;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.platform.audit.DisclosureJournal;
import health.salus.platform.consent.AccessSessions.Session;
import health.salus.platform.identity.Requester;
import java.util.List;

/// Decides who may see what the ledger itself says of a patient: consents, and what happened to the record. No
/// custodian keeps a piece of that, but it is shown under a session and by the same rules as a record of its type.
public final class LedgerReader {

    private final AccessSessions sessions;
    private final DisclosureJournal journal;
    private final TimeSource time;

    public LedgerReader(AccessSessions sessions, DisclosureJournal journal, TimeSource time) {
        this.sessions = sessions;
        this.journal = journal;
        this.time = time;
    }

    /// What a requester may see of one patient.
    public final class Sight {

        private final Session session;
        private final AccessRules rules;

        private Sight(Session session, AccessRules rules) {
            this.session = session;
            this.rules = rules;
        }

        /// Whether a resource would be readable, were it written by this organisation.
        public boolean permits(String type, String id, OrganisationId author) {
            TypeGroup group = TypeGroup.of(type).orElseThrow();
            return permits(type, id, new Cell(group, List.of(), author));
        }

        /// Whether a resource would be readable, were it this patient's and in this cell.
        public boolean permits(String type, String id, Cell cell) {
            Question question = rules.question(cell, type);
            Decision decision = rules.decide(question);
            if (decision.effect() == Decision.Effect.BY_RESOURCE) {
                ResourceFacts facts = new ResourceFacts(ResourceKey.of(type, id), List.of());
                return rules.decide(question.withFacts(facts)).effect() == Decision.Effect.PERMIT;
            }
            return decision.effect() == Decision.Effect.PERMIT;
        }

        /// Leaves the trace of what is about to be shown.
        public void shown(String type, String id) {
            journal.append(
                    new DisclosureJournal.Entry.Shown(
                            session.id(),
                            session.requester().author().actor(),
                            List.of(ResourceKey.of(type, id)),
                            time.now()),
                    false);
        }
    }

    /// @throws SalusException the refusal, when the requester may see nothing of this patient
    public Sight open(Requester requester, SubjectId subject) {
        Session session = sessions.require(requester, subject);
        return switch (sessions.check(session)) {
            case SessionCheck.Opened.Usable(SessionCheck check) -> new Sight(session, check.rules());
            case SessionCheck.Opened.Refused(var code) -> throw new SalusException(code, "the session has ended");
        };
    }
}
