package health.salus.platform.consent;

import health.salus.contracts.access.AccessRules;
import health.salus.contracts.access.SessionBasis;
import health.salus.contracts.consent.Reader;
import health.salus.contracts.identity.Directory;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import health.salus.platform.identity.Requester;
import java.time.Instant;
import java.util.Optional;

/// What the ledger answered one requester about one patient lately: whoever asks again and again what was just refused
/// must not cost all members an ordered transaction each time.
final class Refusals {

    /// As many a person makes in that time, so that a person is always answered by the ledger's order: another member
    /// may have a permission that this node's own copy does not have yet.
    private static final int ORDERED = 3;

    private Attempts attempts = new Attempts();
    private Optional<AccessSessions.Attempt.Refused> last = Optional.empty();

    synchronized void add(AccessSessions.Attempt.Refused refused, Instant now) {
        attempts.add(now);
        last = Optional.of(refused).filter(each -> each.code() == ErrorCode.CONSENT_DENIED);
    }

    synchronized void clear() {
        attempts = new Attempts();
        last = Optional.empty();
    }

    /// The refusal that the ledger would answer again, by this node's own copy of it; empty when it is to be asked. An
    /// emergency is always for the ledger to decide: the patient may have lifted a denial that this node's copy
    /// has.
    synchronized Optional<AccessSessions.Attempt.Refused> standing(
            StateReader state, Requester requester, SubjectId subject, Instant now) {
        boolean open = last.isEmpty() || requester.emergency().isPresent();
        if (open || attempts.lately(now) < ORDERED || isPermitted(state, requester, subject, now)) {
            return Optional.empty();
        }
        return last;
    }

    /// Whether this node's own copy of the ledger has a permission, whatever there is for emergencies.
    static boolean isPermitted(StateReader state, Requester requester, SubjectId subject, Instant now) {
        return Directory.of(state)
                .principal(requester.author().actor())
                .map(principal ->
                        new Reader(principal.id(), principal.kind(), principal.organisation(), requester.purpose()))
                .map(reader -> AccessRules.of(state, subject, reader, new SessionBasis.Normal(), now))
                .filter(rules -> rules.permitSome(state, subject))
                .isPresent();
    }
}
