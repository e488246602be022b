package health.salus.node.portal;

import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.VersionRecord;
import health.salus.contracts.consent.VersionRecord.Cause;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.platform.consent.ConsentHistory;
import health.salus.platform.consent.GivenConsent;
import health.salus.portal.Caller;
import health.salus.portal.PaperConsents;
import health.salus.portal.Passkey;
import health.salus.portal.Refusal;
import health.salus.portal.Sharing;
import health.salus.portal.Signing.Preparation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Permissions as consents on the ledger: each that a page makes is one consent with one rule.
final class LedgerSharing implements Sharing, PaperConsents {

    private static final int ID_BYTES = 16;

    /// Between a pseudonym and a consent's id, neither of which holds it.
    private static final String SEPARATOR = "~";

    private final ConsentHistory history;
    private final Requests requests;
    private final Drafts drafts;
    private final Words words;
    private final Ambient ambient;

    /// How consents become words.
    record Words(ConsentTerms terms, LedgerOrganisations organisations) {}

    /// What the sharing takes from its surroundings.
    record Ambient(TimeSource time, RandomSource random) {}

    LedgerSharing(ConsentHistory history, Requests requests, Drafts drafts, Words words, Ambient ambient) {
        this.history = history;
        this.requests = requests;
        this.drafts = drafts;
        this.words = words;
        this.ambient = ambient;
    }

    @Override
    public List<Permit> permits(Caller caller, SubjectId subject) {
        requests.requireOwn(caller, subject);
        List<Permit> permits = new ArrayList<>();
        for (GivenConsent consent : history.of(subject).reversed()) {
            VersionRecord newest = consent.newest();
            permits.add(permit(subject, consent, newest));
            consent.draft()
                    .filter(draft -> !draft.equals(newest))
                    .ifPresent(draft -> permits.add(permit(subject, consent, draft)));
        }
        permits.sort(Comparator.comparing(permit -> permit.state() != State.IN_FORCE));
        return permits;
    }

    private Permit permit(SubjectId subject, GivenConsent consent, VersionRecord version) {
        ConsentTerms.Spoken spoken = words.terms()
                .inWords(version.version().root(), version.version().givenAt());
        var organisations = version.version().root().recipients().organisations();
        return new Permit(
                name(subject, consent),
                version.version().version(),
                spoken.terms(),
                organisations.isEmpty()
                        ? ""
                        : String.join(
                                ", ",
                                organisations.stream()
                                        .map(words.organisations()::name)
                                        .toList()),
                state(version),
                version.version().evidence() instanceof Evidence.Paper ? Attested.ON_PAPER : Attested.BY_PATIENT,
                spoken.abridged(),
                Optional.of(Refusals.receipt(version.version().transaction())));
    }

    private State state(VersionRecord version) {
        Instant now = ambient.time().now();
        if (version.ending().filter(ended -> ended.cause() == Cause.WITHDRAWN).isPresent()) {
            return State.WITHDRAWN;
        }
        if (version.ending().isPresent()) {
            return State.ENDED;
        }
        if (version.draft()) {
            return State.DRAFT;
        }
        if (version.isInForce(now)) {
            return State.IN_FORCE;
        }
        return version.version().root().period().start().filter(now::isBefore).isPresent()
                ? State.NOT_YET
                : State.ENDED;
    }

    private static String name(SubjectId subject, GivenConsent consent) {
        String own = consent.id().value();
        return consent.subject().equals(subject) ? own : consent.subject() + SEPARATOR + own;
    }

    @Override
    public Preparation preparePermit(Caller caller, SubjectId subject, PermitRequest request, Passkey signer) {
        requests.requireOwn(caller, subject);
        return give(caller, subject, request, new Evidence.Signed(), signer);
    }

    @Override
    public Preparation prepareWithdrawal(Caller caller, SubjectId subject, String permitId, Passkey signer) {
        requests.requireOwn(caller, subject);
        Optional<GivenConsent> consent = find(subject, permitId);
        if (consent.isEmpty()) {
            return new Preparation.Refused(Refusal.of(ErrorCode.UNKNOWN_CONSENT));
        }
        ConsentCommand command = new ConsentCommand.WithdrawConsent(
                consent.get().id(), consent.get().subject(), new Evidence.Signed());
        return drafts.prepare(caller, signer, ConsentCommand.FORMAT.encode(command));
    }

    @Override
    public Preparation prepareSignature(
            Caller caller, SubjectId subject, String permitId, long version, Passkey signer) {
        requests.requireOwn(caller, subject);
        Optional<GivenConsent> consent = find(subject, permitId)
                .filter(found -> found.draft()
                        .filter(draft -> draft.version().version() == version)
                        .isPresent());
        if (consent.isEmpty()) {
            return new Preparation.Refused(Refusal.of(ErrorCode.NOT_A_DRAFT));
        }
        ConsentCommand command = new ConsentCommand.SignDraft(
                consent.get().id(), consent.get().subject(), version, new Evidence.Signed());
        return drafts.prepare(caller, signer, ConsentCommand.FORMAT.encode(command));
    }

    private Optional<GivenConsent> find(SubjectId subject, String permitId) {
        return history.of(subject).stream()
                .filter(each -> name(subject, each).equals(permitId))
                .findFirst();
    }

    /// The paper's number and day are hashed with the organisation: who holds the paper can show that it is the one.
    @Override
    public Preparation prepare(Caller staff, Consent consent, Passkey signer) {
        requests.requireConcerning(staff, consent.subject());
        Digest document = Digest.sha256(Octets.utf8("paper\0" + staff.organisation() + "\0"
                + consent.paper().reference() + "\0" + consent.paper().signedOn()));
        return give(staff, consent.subject(), consent.request(), new Evidence.Paper(document), signer);
    }

    private Preparation give(
            Caller caller, SubjectId subject, PermitRequest request, Evidence evidence, Passkey signer) {
        ConsentId id = new ConsentId(ambient.random().octets(ID_BYTES).hex());
        try {
            ConsentCommand command =
                    new ConsentCommand.GiveConsent(id, subject, 1, words.terms().rule(request), evidence);
            return drafts.prepare(caller, signer, ConsentCommand.FORMAT.encode(command));
        } catch (SalusException refused) {
            return new Preparation.Refused(Refusals.expected(refused));
        }
    }
}
