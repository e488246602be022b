package health.salus.platform.consent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import health.salus.contracts.access.AccessCommand;
import health.salus.contracts.access.AccessCommand.Denial;
import health.salus.contracts.access.SessionCheck;
import health.salus.contracts.access.SessionGrant;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.identity.Subjects;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.platform.audit.DisclosureJournal;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.proof.transaction.CommandOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Opens access sessions, and shares one among the requests of the same requester about the same patient.
public final class AccessSessions {

    private static final int SESSION_ID_BYTES = 16;

    /// Long enough for a consultation; the network's limit may be shorter.
    private static final Duration DURATION = Duration.ofHours(1);

    /// Longer than any session lasts. What is forgotten is opened anew.
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(2);

    private static final int MAX_OPEN = 100_000;

    private final Network network;
    private final DisclosureJournal journal;
    private final RandomSource random;
    private final TimeSource time;
    private final Cache<Key, Slot> open = Caffeine.newBuilder()
            .expireAfterAccess(FORGOTTEN_AFTER)
            .maximumSize(MAX_OPEN)
            .build();
    private final OpenEmergencies emergencies;
    private final Cache<Asked, Refusals> refusals = Caffeine.newBuilder()
            .expireAfterAccess(FORGOTTEN_AFTER)
            .maximumSize(MAX_OPEN)
            .build();
    private final Cache<Denied, Attempts> denied = Caffeine.newBuilder()
            .expireAfterAccess(FORGOTTEN_AFTER)
            .maximumSize(MAX_OPEN)
            .build();

    private record Key(Requester requester, SubjectId subject) {}

    /// What the ledger decides upon, whatever the token: whoever has one can have the next.
    private record Asked(
            PrincipalId actor,
            OrganisationId organisation,
            PurposeOfUse purpose,
            Optional<String> emergency,
            SubjectId subject) {

        static Asked of(Requester requester, SubjectId subject) {
            return new Asked(
                    requester.author().actor(),
                    requester.organisation(),
                    requester.purpose(),
                    requester.emergency(),
                    subject);
        }
    }

    /// Who was refused, for whatever reason. An emergency counts by itself, and by its purpose: whoever was refused
    /// otherwise must still be able to break the glass. Not by its reason, of which there is no end.
    private record Denied(PrincipalId actor, PurposeOfUse purpose, boolean emergency, Optional<SubjectId> subject) {

        static Denied of(Requester requester, Optional<SubjectId> subject) {
            return new Denied(
                    requester.author().actor(),
                    requester.purpose(),
                    requester.emergency().isPresent(),
                    subject);
        }
    }

    /// One requester's session about one patient. Its monitor lets one thread open it while the others wait.
    private static final class Slot {
        private Optional<Session> current = Optional.empty();
    }

    public AccessSessions(Network network, DisclosureJournal journal, RandomSource random, TimeSource time) {
        this.network = network;
        this.journal = journal;
        this.random = random;
        this.time = time;
        this.emergencies = new OpenEmergencies(time, FORGOTTEN_AFTER);
    }

    /// A session in force.
    ///
    /// @param grant as the contract gave it
    public record Session(SubjectId subject, Requester requester, SessionGrant grant) {
        public SessionId id() {
            return grant.session();
        }
    }

    /// Whether a session could be had.
    public sealed interface Attempt {
        record Opened(Session session) implements Attempt {}

        /// @param transaction the refusal is in the log under this name and can be proven
        record Refused(ErrorCode code, String detail, Digest transaction) implements Attempt {}
    }

    /// The requester's session about this patient, opened if there is none in force.
    ///
    /// @throws SalusException the contract's refusal, which is in the log and can be proven
    public Session require(Requester requester, SubjectId subject) {
        return require(requester, subject, 0);
    }

    /// @param height the session must cover what was registered up to this block
    public Session require(Requester requester, SubjectId subject, long height) {
        return switch (attempt(requester, subject, height)) {
            case Attempt.Opened(Session session) -> session;
            case Attempt.Refused(ErrorCode code, String detail, var _) -> throw new SalusException(code, detail);
        };
    }

    /// As [#require], for who tells the requester how the refusal can be proven. A requester with the reason of an
    /// emergency opens an emergency session: the patient is told, and a review follows.
    ///
    /// @throws SalusException `TOKEN_FOR_ANOTHER_PATIENT`, before the contract is asked; it leaves a trace as well.
    ///     `TOO_MANY_REQUESTS`, which leaves none, for who is refused again and again
    public Attempt attempt(Requester requester, SubjectId subject, long height) {
        requireOwnPatient(requester, subject);
        Optional<OpenEmergencies.Emergency> emergency = emergencies.find(requester, subject);
        if (emergency.isPresent()) {
            Session session = emergency.get().session();
            Requester inEmergency =
                    requester.inEmergency(Optional.of(emergency.get().reason()));
            if (!(check(session) instanceof SessionCheck.Opened.Usable)) {
                emergencies.forget(session);
            } else if (session.grant().pinnedHeight() >= height) {
                return new Attempt.Opened(new Session(subject, inEmergency, session.grant()));
            } else {
                return shared(inEmergency, subject, height);
            }
        }
        return shared(requester, subject, height);
    }

    private void requireOwnPatient(Requester requester, SubjectId subject) {
        boolean another = requester
                .patient()
                .filter(own -> !own.equals(subject)
                        && !Subjects.of(network.state()).linked(own).contains(subject))
                .isPresent();
        if (another) {
            deny(requester, Optional.of(subject), ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
            throw new SalusException(ErrorCode.TOKEN_FOR_ANOTHER_PATIENT, "the token is for another patient");
        }
    }

    private Attempt shared(Requester requester, SubjectId subject, long height) {
        Slot slot = open.get(new Key(requester, subject), _ -> new Slot());
        synchronized (slot) {
            boolean usable = slot.current
                    .filter(session -> session.grant().pinnedHeight() >= height)
                    .filter(session -> check(session) instanceof SessionCheck.Opened.Usable)
                    .isPresent();
            if (usable) {
                return new Attempt.Opened(slot.current.orElseThrow());
            }
            slot.current = Optional.empty();
            Refusals earlier = refusals.get(Asked.of(requester, subject), _ -> new Refusals());
            Attempts attempts = attempts(requester, Optional.of(subject));
            Optional<Attempt.Refused> standing = earlier.standing(network.state(), requester, subject, time.now());
            if (standing.isPresent()) {
                // The ledger refused the same a moment ago; the attempt leaves its trace all the same.
                Attempt.Refused refused = standing.get();
                attempts.addAnswered(time.now());
                journal(requester, Optional.of(subject), refused.code(), Optional.of(refused.transaction()), false);
                return refused;
            }
            Attempt attempt = ask(requester, subject, attempts);
            switch (attempt) {
                case Attempt.Opened(Session session) -> {
                    slot.current = Optional.of(session);
                    earlier.clear();
                    emergencies.opened(session);
                }
                case Attempt.Refused refused -> earlier.add(refused, time.now());
            }
            return attempt;
        }
    }

    /// Asks the ledger, and counts when it refuses. Counted beforehand unless a session is to be expected.
    private Attempt ask(Requester requester, SubjectId subject, Attempts attempts) {
        boolean expected = requester.emergency().isEmpty()
                && Refusals.isPermitted(network.state(), requester, subject, time.now());
        Optional<Attempts.Counted> counted =
                expected ? Optional.empty() : Optional.of(attempts.addAnswered(time.now()));
        boolean refused = false;
        try {
            Attempt attempt = openNew(requester, subject);
            refused = attempt instanceof Attempt.Refused;
            if (refused && counted.isEmpty()) {
                attempts.add(time.now());
            }
            return attempt;
        } finally {
            if (!refused) {
                counted.ifPresent(attempts::takeBack);
            }
        }
    }

    /// Whether the session is in force now, by this node's own copy of the ledger and its clock.
    public SessionCheck.Opened check(Session session) {
        return SessionCheck.open(network.state(), session.id(), network.self(), time.now());
    }

    private Attempt openNew(Requester requester, SubjectId subject) {
        SessionId id = new SessionId(random.octets(SESSION_ID_BYTES).hex());
        AccessCommand.OpenSession command = new AccessCommand.OpenSession(
                id, subject, requester.purpose(), DURATION.toSeconds(), requester.basis(), network.self());
        Decision decision = network.decide(requester.author(), List.of(AccessCommand.FORMAT.encode(command)));
        return switch (decision.outcome().commands().getFirst()) {
            case CommandOutcome.Accepted(var result) ->
                new Attempt.Opened(new Session(subject, requester, SessionGrant.decode(result)));
            case CommandOutcome.Refused(ErrorCode code, String detail) -> {
                journal(requester, Optional.of(subject), code, Optional.of(decision.transactionId()), true);
                yield new Attempt.Refused(code, detail, decision.transactionId());
            }
        };
    }

    /// Leaves a trace of a refusal, so that the patient sees it.
    ///
    /// @throws SalusException `TOO_MANY_REQUESTS`, which leaves no trace
    public void deny(Requester requester, Optional<SubjectId> subject, ErrorCode code) {
        attempts(requester, subject).addAnswered(time.now());
        journal(requester, subject, code, Optional.empty(), true);
    }

    private Attempts attempts(Requester requester, Optional<SubjectId> subject) {
        return denied.get(Denied.of(requester, subject), _ -> new Attempts());
    }

    private void journal(
            Requester requester,
            Optional<SubjectId> subject,
            ErrorCode code,
            Optional<Digest> refused,
            boolean forced) {
        Denial denial = new Denial(
                subject,
                Optional.of(requester.author().actor()),
                requester.organisation(),
                Optional.of(requester.purpose()),
                code,
                refused,
                time.now());
        journal.append(new DisclosureJournal.Entry.Denied(denial), forced);
    }
}
