package health.salus.platform.records;

import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.records.PackedChanges;
import health.salus.contracts.records.RecordsCommand;
import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.SegmentRegistration;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.Locality;
import health.salus.platform.network.Network;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.vault.segment.SegmentDescriptor;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.UnsealedSegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The path of a write, from checked resources to a final transaction.
public final class RecordWriter {

    /// More than there are requests at a time, so that two keys seldom wait for each other.
    private static final int LOCKS = 1_024;

    private final Network network;
    private final SegmentPlacing vault;
    private final Outbox outbox;
    private final Settling settling;
    private final RandomSource random;
    private final TimeSource time;
    private final List<ReentrantLock> locks = locks();

    /// Taken before any of the others, so that nobody waits in a circle.
    private final List<ReentrantLock> requests = locks();

    public RecordWriter(Network network, SegmentPlacing vault, Outbox outbox, RandomSource random, TimeSource time) {
        this.network = network;
        this.vault = vault;
        this.outbox = outbox;
        this.settling = new Settling(network, outbox, time);
        this.random = random;
        this.time = time;
    }

    private static List<ReentrantLock> locks() {
        return Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
    }

    /// Writes all changes or none.
    ///
    /// @throws SalusException with the contract's refusal, or `NOT_FINAL_YET`, after which the same submission with
    /// the same
    ///     idempotency key gets the outcome
    public Written write(Submission submission) {
        return write(submission, _ -> {});
    }

    /// As [#write(Submission)].
    ///
    /// @param signed told the transaction's id before anything can come of it; not called when the submission was
    ///     carried out before
    public Written write(Submission submission, Consumer<Digest> signed) {
        if (submission.idempotency().isEmpty()) {
            return writeNew(submission, signed);
        }
        // One at a time under a key: a client that repeats too early gets the answer to the first, not a second write.
        Submission.Idempotency named = submission.idempotency().get();
        ReentrantLock lock = lockOf(locks, named);
        lock.lock();
        try {
            return earlier(named).orElseGet(() -> writeNew(submission, signed));
        } finally {
            lock.unlock();
        }
    }

    /// For a request that leads to several submissions, which have names of their own: one at a time under its key.
    ///
    /// @throws SalusException when the key was used for another request
    public <T> T underOneKey(Submission.Idempotency whole, Supplier<T> submissions) {
        ReentrantLock lock = lockOf(requests, whole);
        lock.lock();
        try {
            outbox.find(whole.key()).ifPresent(found -> Settling.requireSame(whole, found));
            outbox.begin(whole.key(), whole.request());
            return submissions.get();
        } finally {
            lock.unlock();
        }
    }

    private static ReentrantLock lockOf(List<ReentrantLock> locks, Submission.Idempotency named) {
        return locks.get(Math.floorMod(named.key().hashCode(), LOCKS));
    }

    private Written writeNew(Submission submission, Consumer<Digest> signed) {
        try {
            return writeOnce(submission, signed);
        } catch (SalusException refused) {
            if (refused.code() != ErrorCode.CUSTODIAN_SET_SUPERSEDED) {
                throw refused;
            }
            // The set changed between sealing and deciding: nothing was written, and the ledger here knows the new one.
            return writeOnce(submission, signed);
        }
    }

    private Written writeOnce(Submission submission, Consumer<Digest> signed) {
        requireCareRelations(submission);
        Instant lastUpdated = time.now();
        List<Segmenter.Part> parts = Segmenter.split(submission.changes(), lastUpdated);
        List<Command> commands = new ArrayList<>();
        submission.enrolments().forEach(subject -> commands.add(enrol(subject)));
        CustodianSet custodians = custodians();
        for (Segmenter.Part part : parts) {
            // Sealed, sent, and durable at n - f custodians when this returns. A crash from here on leaves pieces that
            // no transaction names; custodians collect them after a day.
            SegmentPlacing.Placed placed = place(part, submission, custodians);
            commands.add(command(
                    part,
                    placed,
                    submission,
                    commands.size() == submission.enrolments().size()));
        }
        commands.addAll(submission.further());
        SignedTransaction transaction = network.assertFor(submission.author(), commands);
        Written written = new Written(transaction.id(), lastUpdated, false);
        signed.accept(transaction.id());
        // Without a key of the client's, nobody but this node can ask for it again, and only until it is decided.
        Digest key = submission.idempotency().map(Submission.Idempotency::key).orElse(transaction.id());
        outbox.put(
                new Outbox.Waiting(
                        key,
                        submission
                                .idempotency()
                                .map(Submission.Idempotency::request)
                                .orElse(Digest.ZERO),
                        transaction.envelope(),
                        Settling.WRITTEN.encode(written)),
                submission.idempotency().map(Submission.Idempotency::also).orElse(List.of()));
        // A crash from here on: the node submits the transaction again when it starts; its id makes that harmless.
        settling.settleNew(key, transaction);
        return written;
    }

    /// Brings what a crash interrupted to its decision. Called when the node starts.
    public void resume() {
        settling.resume();
    }

    /// What came of a request under this key before; brings it to its decision if it has none yet.
    ///
    /// @throws SalusException when the key was used for another request, or what it named was refused
    public Optional<Written> earlier(Submission.Idempotency idempotency) {
        return settling.earlier(idempotency);
    }

    /// Refuses early what the contract would refuse after the pieces were placed.
    private void requireCareRelations(Submission submission) {
        Set<SubjectId> known = submission.changes().stream()
                .flatMap(change -> change.subject().stream())
                .filter(subject -> !submission.enrolments().contains(subject))
                .collect(Collectors.toSet());
        Subjects subjects = Subjects.of(network.state());
        for (SubjectId subject : known) {
            subjects.require(subject);
            if (!subjects.isCaredForBy(subject, submission.organisation(), time.now())) {
                throw new SalusException(
                        ErrorCode.NO_CARE_RELATION,
                        submission.organisation() + " has no care relation with this patient");
            }
        }
    }

    private CustodianSet custodians() {
        CustodianSetId id = new CustodianSetId(SegmentPlacing.DEFAULT_SET);
        return Directory.of(network.state())
                .currentCustodianSet(id)
                .orElseThrow(
                        () -> new SalusException(ErrorCode.CONFIGURATION, "the network has no custodian set " + id));
    }

    private SegmentPlacing.Placed place(Segmenter.Part part, Submission submission, CustodianSet custodians) {
        List<UnsealedSegment> unsealed = part.segments().stream()
                .map(segment ->
                        new UnsealedSegment(descriptor(part, segment, submission, custodians), segment.entries()))
                .toList();
        return vault.place(unsealed, custodians);
    }

    private SegmentDescriptor descriptor(
            Segmenter.Part part, Segmenter.Segment segment, Submission submission, CustodianSet custodians) {
        SubjectId subject = part.subject().orElse(DirectorySubject.of(submission.organisation()));
        return new SegmentDescriptor(
                network.id(),
                new SegmentId(Locality.of(subject).newId(random)),
                subject,
                submission.organisation(),
                segment.labels().stream().map(SecurityLabel::name).sorted().toList(),
                segment.typeGroup().name(),
                custodians.id(),
                custodians.tolerated() + 1,
                custodians.members().size());
    }

    private static Command command(
            Segmenter.Part part, SegmentPlacing.Placed placed, Submission submission, boolean first) {
        List<SegmentRegistration> registered =
                new ArrayList<>(placed.manifests().size());
        for (int i = 0; i < placed.manifests().size(); i++) {
            registered.add(
                    registration(part.segments().get(i), placed.manifests().get(i)));
        }
        return RecordsCommand.FORMAT.encode(new RecordsCommand.WriteRecords(
                part.subject(),
                registered,
                placed.acknowledgements(),
                PackedChanges.encode(part.changes()),
                first ? submission.conditions() : List.of()));
    }

    private static SegmentRegistration registration(Segmenter.Segment segment, SegmentManifest manifest) {
        return new SegmentRegistration(
                manifest.descriptor().id(),
                segment.typeGroup(),
                segment.labels(),
                manifest.descriptor().custodianSet(),
                manifest.digest(),
                manifest.root(),
                segment.entries().size());
    }

    /// Enrolment by import: the evidence is the submission itself, whose commitments are in the same transaction.
    private static Command enrol(SubjectId subject) {
        return IdentityCommand.FORMAT.encode(new IdentityCommand.EnrolSubject(subject, Digest.ZERO));
    }
}
