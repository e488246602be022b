package health.salus.simulator;

import health.salus.contracts.access.AccessCommand;
import health.salus.contracts.access.SessionBasis;
import health.salus.contracts.access.ShownGroup;
import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Period;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.records.Acknowledgement;
import health.salus.contracts.records.PackedChanges;
import health.salus.contracts.records.RecordsCommand;
import health.salus.contracts.records.ResourceChange;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.SegmentRegistration;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.Locality;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.vault.segment.SegmentEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What people do all day, made up: patients are enrolled, consents given and withdrawn, records written and read.
///
/// It hopes that what it asked for came about, and does not look: so some of it is refused, as in life.
final class Workload {

    private static final int MOST_SUBJECTS = 12;
    private static final int KEPT_ONE_IN = 2;
    private static final int LATEST = 6;
    private static final Duration ENROLLING = Duration.ofSeconds(8);
    private static final Digest EVIDENCE = Digest.sha256(Octets.utf8("evidence"));
    private static final List<TypeGroup> GROUPS =
            List.of(TypeGroup.OBSERVATIONS, TypeGroup.PROBLEMS, TypeGroup.MEDICATIONS);

    private final Consortium consortium;
    private final SeededRandom random;
    private final Signing signing;
    private final Vaults vaults;
    private final List<Enrolled> subjects = new ArrayList<>();
    private final List<Reading> sessions = new ArrayList<>();
    private final Map<SubjectId, Long> consentVersions = new TreeMap<>();
    private int written;

    private record Enrolled(SubjectId id, MemberId home, PrincipalId patient, Instant since) {}

    private record Reading(SessionId id, MemberId member, SubjectId subject) {}

    Workload(World world, Vaults vaults) {
        this.consortium = world.plan().members();
        this.random = world.random();
        this.signing = world.signing();
        this.vaults = vaults;
    }

    /// Something that somebody at this member's hospital does now.
    ///
    /// @param at a founder: hospitals that came later have no people yet
    SignedTransaction next(MemberId at, Instant now) {
        if (subjects.isEmpty() || (subjects.size() < MOST_SUBJECTS && random.oneIn(4))) {
            return enrol(at, now);
        }
        Enrolled subject = random.pick(known(now));
        return switch (random.below(8)) {
            case 0 -> care(subject, at, now);
            case 1, 2 -> consent(subject, now);
            case 3 -> withdrawal(subject, now);
            case 4, 5 -> record(subject, random.oneIn(4) ? at : subject.home, now);
            case 6 -> session(subject, random.oneIn(2) ? at : subject.home, now);
            default -> sessions.isEmpty() ? session(subject, at, now) : afterReading(now);
        };
    }

    /// Those who were enrolled long enough ago that the network is likely to know them; all if there are none.
    private List<Enrolled> known(Instant now) {
        List<Enrolled> known = subjects.stream()
                .filter(subject -> subject.since.isBefore(now.minus(ENROLLING)))
                .toList();
        return known.isEmpty() || random.oneIn(20) ? subjects : known;
    }

    private SignedTransaction enrol(MemberId at, Instant now) {
        SubjectId id = new SubjectId(random.octets(16).hex());
        Enrolled subject = new Enrolled(id, at, random.pick(Consortium.patients(at)), now);
        subjects.add(subject);
        return signed(
                either(at, Consortium.clerk(at)),
                now,
                IdentityCommand.FORMAT.encode(new IdentityCommand.EnrolSubject(id, EVIDENCE)),
                IdentityCommand.FORMAT.encode(new IdentityCommand.BindPatient(id, subject.patient)),
                IdentityCommand.FORMAT.encode(
                        new IdentityCommand.OpenCareRelation(id, Consortium.hospital(at), Optional.empty())));
    }

    private SignedTransaction care(Enrolled subject, MemberId at, Instant now) {
        IdentityCommand command = random.oneIn(4)
                ? new IdentityCommand.CloseCareRelation(subject.id, Consortium.hospital(at))
                : new IdentityCommand.OpenCareRelation(subject.id, Consortium.hospital(at), Optional.empty());
        Attestation by = random.oneIn(2) ? Signing.bySelf(subject.patient) : either(at, Consortium.clerk(at));
        return signed(by, now, IdentityCommand.FORMAT.encode(command));
    }

    private SignedTransaction consent(Enrolled subject, Instant now) {
        long version = consentVersions.merge(subject.id, 1L, Long::sum);
        Provision permit = Provision.of(random.oneIn(6) ? Provision.Effect.DENY : Provision.Effect.PERMIT)
                .to(Recipients.organisation(Consortium.hospital(random.pick(consortium.founders()))))
                .purposes(PurposeOfUse.TREAT)
                .during(Period.until(now.plus(Duration.ofMinutes(random.between(1, 60)))));
        ConsentCommand command =
                new ConsentCommand.GiveConsent(consentOf(subject), subject.id, version, permit, new Evidence.Signed());
        return signed(either(subject.home, subject.patient), now, ConsentCommand.FORMAT.encode(command));
    }

    private SignedTransaction withdrawal(Enrolled subject, Instant now) {
        ConsentCommand command =
                new ConsentCommand.WithdrawConsent(consentOf(subject), subject.id, new Evidence.Signed());
        return signed(Signing.bySelf(subject.patient), now, ConsentCommand.FORMAT.encode(command));
    }

    private static ConsentId consentOf(Enrolled subject) {
        return new ConsentId("c-" + subject.id);
    }

    private SignedTransaction record(Enrolled subject, MemberId at, Instant now) {
        SegmentId segment = new SegmentId("segment-" + written++);
        String id = Locality.of(subject.id).hex() + "-" + "%032x".formatted(written);
        if (random.oneIn(KEPT_ONE_IN)) {
            return keptRecord(subject, at, segment, new SegmentEntry("Observation", id, 1, now, content(id)));
        }
        // Rarely one acknowledgement too few.
        int custodians = random.oneIn(12) ? 2 : random.between(3, 4);
        SegmentRegistration registration = new SegmentRegistration(
                segment,
                random.pick(GROUPS),
                List.of(),
                Consortium.CUSTODIANS,
                Digest.sha256(Octets.utf8("manifest of " + segment)),
                Digest.sha256(Octets.utf8("root of " + segment)),
                1);
        List<Acknowledgement> acknowledgements = consortium.custodians().subList(0, custodians).stream()
                .map(custodian -> acknowledgement(custodian, registration))
                .toList();
        return writing(subject, at, now, new Registered(registration, acknowledgements, id));
    }

    private record Registered(
            SegmentRegistration registration, List<Acknowledgement> acknowledgements, String resource) {}

    private SignedTransaction writing(Enrolled subject, MemberId at, Instant now, Registered what) {
        ResourceKey key = ResourceKey.of("Observation", what.resource);
        Octets changes =
                PackedChanges.encode(List.of(new ResourceChange.Create(key, new ResourceChange.Location(0, 0))));
        RecordsCommand command = new RecordsCommand.WriteRecords(
                Optional.of(subject.id), List.of(what.registration), what.acknowledgements, changes, List.of());
        return signed(either(at, Consortium.doctor(at)), now, RecordsCommand.FORMAT.encode(command));
    }

    /// Sealed, dispersed and acknowledged by the custodians that can be reached: fewer than enough, now and then.
    private SignedTransaction keptRecord(Enrolled subject, MemberId at, SegmentId segment, SegmentEntry entry) {
        TypeGroup group = random.pick(GROUPS);
        Vaults.Placed placed =
                vaults.place(at, new Vaults.Writing(segment, subject.id, Consortium.hospital(at), group, entry));
        SegmentRegistration registration = new SegmentRegistration(
                segment,
                group,
                List.of(),
                Consortium.CUSTODIANS,
                placed.manifest().digest(),
                placed.manifest().root(),
                1);
        return writing(
                subject, at, entry.lastUpdated(), new Registered(registration, placed.acknowledgements(), entry.id()));
    }

    private Octets content(String id) {
        return Octets.utf8("observation " + id + " " + random.octets(16).hex());
    }

    /// Somebody reads under a session, or tries to: under one that is over, is another's, or is about another patient.
    void read() {
        if (sessions.isEmpty()) {
            return;
        }
        // The latest are most likely still open.
        Reading reading = random.oneIn(3)
                ? random.pick(sessions)
                : random.pick(sessions.subList(Math.max(0, sessions.size() - LATEST), sessions.size()));
        List<SegmentId> segments = random.oneIn(6) ? vaults.segments() : vaults.segmentsOf(reading.subject);
        if (!segments.isEmpty()) {
            MemberId reader = random.oneIn(6) ? random.pick(consortium.founders()) : reading.member;
            vaults.read(reader, reading.id, random.pick(segments));
        }
    }

    private Acknowledgement acknowledgement(MemberId custodian, SegmentRegistration registration) {
        Octets statement = Acknowledgement.statement(Consortium.NETWORK, custodian, List.of(registration.held()));
        return new Acknowledgement(custodian, 1, signing.memberKey(custodian).sign(statement));
    }

    private SignedTransaction session(Enrolled subject, MemberId at, Instant now) {
        SessionId id = new SessionId("session-" + random.octets(8).hex());
        sessions.add(new Reading(id, at, subject.id));
        SessionBasis basis = random.oneIn(8) ? new SessionBasis.BreakGlass("TRAUMA") : new SessionBasis.Normal();
        PurposeOfUse purpose = basis instanceof SessionBasis.BreakGlass ? PurposeOfUse.ETREAT : PurposeOfUse.TREAT;
        AccessCommand command = new AccessCommand.OpenSession(id, subject.id, purpose, 600, basis, at);
        return signed(either(at, Consortium.doctor(at)), now, AccessCommand.FORMAT.encode(command));
    }

    private SignedTransaction afterReading(Instant now) {
        Reading reading = random.pick(sessions);
        PrincipalId doctor = Consortium.doctor(reading.member);
        AccessCommand command = random.oneIn(3)
                ? new AccessCommand.CloseSession(reading.id)
                : new AccessCommand.RecordDisclosures(
                        List.of(new AccessCommand.Disclosure(reading.id, doctor, shown(), EVIDENCE, now, false)));
        Attestation by = command instanceof AccessCommand.CloseSession
                ? Signing.bySelf(doctor)
                : signing.byService(reading.member);
        return signed(by, now, AccessCommand.FORMAT.encode(command));
    }

    private List<ShownGroup> shown() {
        return List.of(new ShownGroup(TypeGroup.OBSERVATIONS, random.between(1, 9)));
    }

    /// By the principal's own key, or by its member's node for it.
    private Attestation either(MemberId at, PrincipalId principal) {
        return random.oneIn(2) ? Signing.bySelf(principal) : signing.byMember(at, principal);
    }

    private SignedTransaction signed(Attestation by, Instant now, Command... commands) {
        return signing.sign(by, now, List.of(commands));
    }
}
