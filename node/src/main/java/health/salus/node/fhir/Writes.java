package health.salus.node.fhir;

import health.salus.contracts.records.BucketClaim;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersion;
import health.salus.contracts.records.ResourceVersions;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.Condition;
import health.salus.fhir.record.Idempotency;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.WriteOutcome;
import health.salus.fhir.record.WriteOutcome.ChangeOutcome;
import health.salus.fhir.record.WriteSet;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.platform.records.RecordChange;
import health.salus.platform.records.RecordWriter;
import health.salus.platform.records.Submission;
import health.salus.platform.records.Written;
import health.salus.proof.transaction.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Turns the FHIR interface's changes into submissions.
final class Writes {

    private final Network network;
    private final RecordWriter writer;
    private final IdentifierIndex identifiers;
    private final PatientNames names;
    private final SeveralPatients several;

    Writes(
            Network network,
            RecordWriter writer,
            IdentifierIndex identifiers,
            PatientNames names,
            SeveralPatients several) {
        this.network = network;
        this.writer = writer;
        this.identifiers = identifiers;
        this.names = names;
        this.several = several;
    }

    WriteOutcome write(Caller caller, WriteSet set) {
        if (set.atomic()) {
            try {
                return together(caller, set.changes(), set.idempotency().map(named -> idempotency(caller, named)));
            } catch (SalusException refused) {
                return refused(refused);
            }
        }
        Supplier<WriteOutcome> batch =
                () -> new Batch(new SeparateWrites(this, writer, caller, set), set.changes()).write();
        return set.idempotency()
                .map(named -> writer.underOneKey(idempotency(caller, named), batch))
                .orElseGet(batch);
    }

    private static WriteOutcome refused(SalusException refused) {
        return switch (refused.code().kind()) {
            case CALLER, REFUSED -> new WriteOutcome.Refused(refused.code(), refused.detail(), OptionalInt.empty());
            case UNAVAILABLE, INTERNAL -> throw refused;
        };
    }

    WriteOutcome.Accepted together(Caller caller, List<Change> changes, Optional<Submission.Idempotency> named) {
        // Before the changes are looked at: what they expect was true the first time.
        Optional<Written> earlier = named.flatMap(writer::earlier);
        if (earlier.isPresent()) {
            return repeated(changes, earlier.get());
        }
        Submission submission = submission(caller, changes, named);
        if (submission.changes().isEmpty()) {
            return new WriteOutcome.Accepted(withdrawn(caller, submission.further()), absent(changes));
        }
        Written written = new Indexing(identifiers, names, caller.organisation(), changes).around(writer, submission);
        if (written.repeated()) {
            return repeated(changes, written);
        }
        return new WriteOutcome.Accepted(
                written.transactionId().hex(), outcomes(changes, submission.changes(), written));
    }

    /// @throws SalusException for what this node's own copy of the ledger refuses
    Submission submission(Caller caller, List<Change> changes, Optional<Submission.Idempotency> named) {
        StateReader state = network.state();
        List<RecordChange> records = new ArrayList<>(changes.size());
        Patients patients = new Patients(state);
        for (Change change : changes) {
            record(state, change, patients).ifPresent(records::add);
            content(change).ifPresent(content -> several.requireWriter(caller, content, patients));
        }
        List<Command> consents = new ConsentCommands(state, caller).of(changes);
        requireOwnPatient(caller, records);
        return new Submission(
                PlatformRecordService.requester(caller).author(),
                caller.organisation(),
                records,
                patients.toEnrol(),
                claims(changes),
                consents,
                named);
    }

    /// What is deleted that only the ledger has, ends there.
    private String withdrawn(Caller caller, List<Command> consents) {
        if (consents.isEmpty()) {
            return "";
        }
        Decision decision =
                network.decide(PlatformRecordService.requester(caller).author(), consents);
        return decision.orThrow().transactionId().hex();
    }

    WriteOutcome.Accepted repeated(List<Change> changes, Written written) {
        return new WriteOutcome.Accepted(
                written.transactionId().hex(), new Repetition(network.state(), written).outcomes(changes));
    }

    private Optional<RecordChange> record(StateReader state, Change change, Patients patients) {
        ResourceId id = change.id();
        return switch (change) {
            // Under an id that this node has just made: what the ledger has is not looked up, the contract does.
            case Change.Create(ResourceId _, Change.Content content, var _) ->
                Optional.of(put(id, 1, content, patients));
            case Change.Update(ResourceId _, Change.Content content, OptionalLong expected, var _) -> {
                long before = current(state, id).map(ResourceVersion::version).orElse(0L);
                requireExpected(expected, before);
                yield Optional.of(put(id, before + 1, content, patients));
            }
            case Change.Delete(ResourceId _, OptionalLong expected) -> {
                Optional<ResourceVersion> current = current(state, id);
                if (current.isEmpty() || current.get().deleted()) {
                    yield Optional.empty();
                }
                requireExpected(expected, current.get().version());
                Optional<SubjectId> subject =
                        Segments.of(state).find(current.get().segment()).flatMap(SegmentRecord::subject);
                yield Optional.of(new RecordChange.Delete(
                        id.type(), id.id(), current.get().version() + 1, subject));
            }
        };
    }

    private static Optional<ResourceVersion> current(StateReader state, ResourceId id) {
        return ResourceVersions.of(state).current(ResourceKey.of(id.type(), id.id()));
    }

    private static RecordChange put(ResourceId id, long version, Change.Content content, Patients patients) {
        Optional<SubjectId> subject =
                content.subjects().patients().stream().findFirst().map(patients::subject);
        return new RecordChange.Put(
                id.type(),
                id.id(),
                version,
                subject,
                content.subjects().group(),
                content.subjects().labels().stream().sorted().toList(),
                content.json());
    }

    private static void requireExpected(OptionalLong expected, long current) {
        if (expected.isPresent() && expected.getAsLong() != current) {
            throw new SalusException(ErrorCode.VERSION_CONFLICT, "the current version is " + current);
        }
    }

    private static void requireOwnPatient(Caller caller, List<RecordChange> records) {
        Optional<SubjectId> own = caller.patient();
        boolean another = own.isPresent()
                && records.stream().anyMatch(record -> !record.subject().equals(own));
        if (another) {
            throw new SalusException(ErrorCode.TOKEN_FOR_ANOTHER_PATIENT, "the token is for another patient");
        }
    }

    /// Each bucket once: a condition that was searched for outweighs a plain move.
    private List<BucketClaim> claims(List<Change> changes) {
        Map<Integer, BucketClaim> claims = new TreeMap<>();
        for (Change change : changes) {
            content(change)
                    .ifPresent(content -> content.identifiers().forEach(identifier -> {
                        int bucket = identifiers.bucket(
                                identifier.criteria(change.id().type()));
                        claims.putIfAbsent(bucket, new BucketClaim(bucket, Optional.empty()));
                    }));
            condition(change)
                    .ifPresent(condition -> claims.merge(
                            condition.bucket(),
                            new BucketClaim(condition.bucket(), Optional.of(condition.counter())),
                            Writes::earlier));
        }
        return List.copyOf(claims.values());
    }

    /// What moved since the first of two searches may concern the second.
    private static BucketClaim earlier(BucketClaim one, BucketClaim other) {
        boolean first = one.expected().isPresent()
                && (other.expected().isEmpty()
                        || one.expected().get() <= other.expected().get());
        return first ? one : other;
    }

    static Optional<Change.Content> content(Change change) {
        return switch (change) {
            case Change.Create create -> Optional.of(create.content());
            case Change.Update update -> Optional.of(update.content());
            case Change.Delete _ -> Optional.empty();
        };
    }

    static Optional<Condition> condition(Change change) {
        return switch (change) {
            case Change.Create create -> create.condition();
            case Change.Update update -> update.condition();
            case Change.Delete _ -> Optional.empty();
        };
    }

    static Submission.Idempotency idempotency(Caller caller, Idempotency named) {
        return new Submission.Idempotency(nameOf(caller, named.key()), named.request());
    }

    /// The same key of two organisations names two requests.
    static Digest nameOf(Caller caller, String key) {
        return Digest.sha256(Octets.utf8(caller.organisation().value() + "\0" + key));
    }

    private static List<ChangeOutcome> outcomes(List<Change> changes, List<RecordChange> records, Written written) {
        List<ChangeOutcome> outcomes = new ArrayList<>(changes.size());
        int next = 0;
        for (Change change : changes) {
            boolean done = next < records.size()
                    && records.get(next).type().equals(change.id().type())
                    && records.get(next).id().equals(change.id().id());
            if (!done) {
                outcomes.add(new ChangeOutcome.Absent(change.id()));
                continue;
            }
            RecordChange record = records.get(next++);
            outcomes.add(
                    switch (record) {
                        case RecordChange.Put put ->
                            new ChangeOutcome.Written(change.id(), put.version(), written.lastUpdated());
                        case RecordChange.Delete delete ->
                            new ChangeOutcome.Deleted(change.id(), delete.version(), written.lastUpdated());
                    });
        }
        return outcomes;
    }

    private static List<ChangeOutcome> absent(List<Change> changes) {
        return changes.stream()
                .<ChangeOutcome>map(change -> new ChangeOutcome.Absent(change.id()))
                .toList();
    }
}
