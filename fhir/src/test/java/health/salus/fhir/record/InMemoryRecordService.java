package health.salus.fhir.record;

import health.salus.fhir.record.HistoryOutcome.Version;
import health.salus.fhir.record.WriteOutcome.ChangeOutcome;
import health.salus.fhir.structure.JsonBytes;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.RandomSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Records in memory, with the meaning of the port: versions, compare-and-set, conditions as buckets, repetitions. A
/// test withholds patients from everyone, and makes conditions race.
public final class InMemoryRecordService implements RecordService {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.000Z");

    private final Map<ResourceId, List<Kept>> records = new LinkedHashMap<>();
    private final Map<String, WriteOutcome> answers = new HashMap<>();
    private final Map<Integer, Long> buckets = new HashMap<>();
    private final Set<String> withheld = new HashSet<>();
    private final InMemoryLedger ledger = new InMemoryLedger(withheld);
    private int races;
    private long transactions;

    /// One version: its content, or nothing where it is a deletion.
    private record Kept(StoredResource resource, Subjects subjects, boolean deleted) {}

    /// From now on nobody may read this patient's records.
    public void withhold(String patientId) {
        withheld.add(patientId);
    }

    /// The next conditional writes meet another writer first.
    public void race(int times) {
        races = times;
    }

    @Override
    public InMemoryLedger ledger() {
        return ledger;
    }

    public synchronized int size() {
        return records.size();
    }

    @Override
    public synchronized ReadOutcome read(Caller caller, ResourceId resource) {
        Kept kept = current(resource);
        return kept == null ? new ReadOutcome.NotFound() : shown(kept);
    }

    @Override
    public synchronized ReadOutcome readVersion(Caller caller, ResourceId resource, long version) {
        List<Kept> versions = records.getOrDefault(resource, List.of());
        return version < 1 || version > versions.size()
                ? new ReadOutcome.NotFound()
                : shown(versions.get((int) version - 1));
    }

    private ReadOutcome shown(Kept kept) {
        if (!readable(kept)) {
            return new ReadOutcome.Refused(ErrorCode.CONSENT_DENIED, "the patient has not permitted it");
        }
        StoredResource resource = kept.resource();
        return kept.deleted()
                ? new ReadOutcome.Deleted(resource.version(), resource.updated())
                : new ReadOutcome.Found(resource);
    }

    private boolean readable(Kept kept) {
        return kept.subjects().patients().stream().noneMatch(withheld::contains);
    }

    @Override
    public synchronized HistoryOutcome history(Caller caller, ResourceId resource, HistoryRange range) {
        List<Kept> versions = records.getOrDefault(resource, List.of());
        if (versions.isEmpty()) {
            return new HistoryOutcome.NotFound();
        }
        List<Version> page = new ArrayList<>();
        long total = 0;
        for (Kept kept : versions.reversed()) {
            StoredResource stored = kept.resource();
            if (range.since().filter(stored.updated()::isBefore).isPresent()) {
                continue;
            }
            total++;
            boolean before = range.before().isEmpty()
                    || stored.version() < range.before().getAsLong();
            if (before && page.size() < range.limit()) {
                page.add(
                        kept.deleted()
                                ? new Version.Removed(resource, stored.version(), stored.updated())
                                : new Version.Written(stored));
            }
        }
        return new HistoryOutcome.Versions(page, total);
    }

    @Override
    public synchronized SearchOutcome search(Caller caller, Candidates wanted, Selection selection) {
        List<StoredResource> found = new ArrayList<>();
        for (List<Kept> versions : records.values()) {
            Kept kept = versions.getLast();
            ResourceId id = kept.resource().id();
            boolean meant = id.type().equals(wanted.type())
                    && (wanted.ids().isEmpty() || wanted.ids().contains(id.id()))
                    && (wanted.patients().isEmpty()
                            || kept.subjects().patients().stream().anyMatch(wanted.patients()::contains));
            if (meant && !kept.deleted() && readable(kept)) {
                found.add(kept.resource());
            }
        }
        return new SearchOutcome.Found(selection.choose(found));
    }

    @Override
    public synchronized List<List<ResourceId>> holders(Caller caller, List<Identified> wanted) {
        return wanted.stream()
                .map(one -> carriers(one.type(), one.identifier()))
                .toList();
    }

    private List<ResourceId> carriers(String type, IdentifierToken identifier) {
        return records.values().stream()
                .map(List::getLast)
                .filter(kept -> !kept.deleted() && kept.resource().id().type().equals(type))
                .filter(kept -> carries(kept.resource().json().toArray(), identifier))
                .map(kept -> kept.resource().id())
                .toList();
    }

    private static boolean carries(byte[] bytes, IdentifierToken wanted) {
        JsonBytes json = new JsonBytes(bytes);
        var identifiers = json.member(0, "identifier");
        if (identifiers.isEmpty()) {
            return false;
        }
        int start = identifiers.get().start();
        var all = bytes[start] == '[' ? json.items(start) : List.of(identifiers.get());
        return all.stream()
                .map(one -> new IdentifierToken(
                        json.member(one.start(), "system").map(json::text),
                        json.member(one.start(), "value").map(json::text).orElse("")))
                .anyMatch(wanted::matches);
    }

    @Override
    public synchronized Condition condition(String criteria) {
        int bucket = bucket(criteria);
        return new Condition(criteria, bucket, buckets.getOrDefault(bucket, 0L));
    }

    private static int bucket(String criteria) {
        return criteria.hashCode() & 0xffff;
    }

    @Override
    public RandomSource chance(Caller caller, String idempotencyKey) {
        Random seeded = new Random(idempotencyKey.hashCode());
        return seeded::nextBytes;
    }

    @Override
    public synchronized WriteOutcome write(Caller caller, WriteSet writes) {
        String key = writes.idempotency().map(Idempotency::key).orElse("");
        WriteOutcome earlier = answers.get(key);
        if (!key.isEmpty() && earlier != null) {
            return earlier;
        }
        List<ChangeOutcome> refusals = new ArrayList<>();
        for (Change change : writes.changes()) {
            ChangeOutcome.@Nullable Refused refusal = refusal(change);
            if (refusal != null && writes.atomic()) {
                OptionalInt index = OptionalInt.of(writes.changes().indexOf(change));
                return new WriteOutcome.Refused(refusal.code(), refusal.detail(), index);
            }
            refusals.add(refusal == null ? new ChangeOutcome.Absent(change.id()) : refusal);
        }
        Instant time = START.plusSeconds(transactions++);
        List<ChangeOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < writes.changes().size(); i++) {
            boolean refused = refusals.get(i) instanceof ChangeOutcome.Refused;
            outcomes.add(refused ? refusals.get(i) : apply(writes.changes().get(i), time));
        }
        WriteOutcome answer = new WriteOutcome.Accepted("tx" + transactions, outcomes);
        answers.put(key, answer);
        return answer;
    }

    private ChangeOutcome.@Nullable Refused refusal(Change change) {
        Kept kept = current(change.id());
        long version = kept == null ? 0 : kept.resource().version();
        OptionalLong expected = switch (change) {
            case Change.Create _ -> OptionalLong.of(0);
            case Change.Update update -> update.expected();
            case Change.Delete delete -> delete.expected();
        };
        if (expected.isPresent() && expected.getAsLong() != version) {
            return new ChangeOutcome.Refused(ErrorCode.VERSION_CONFLICT, "the version is another");
        }
        Condition condition = switch (change) {
            case Change.Create create -> create.condition().orElse(null);
            case Change.Update update -> update.condition().orElse(null);
            case Change.Delete _ -> null;
        };
        if (condition == null) {
            return null;
        }
        boolean raced = races > 0 || buckets.getOrDefault(condition.bucket(), 0L) != condition.counter();
        races = Math.max(0, races - 1);
        return raced ? new ChangeOutcome.Refused(ErrorCode.CONDITION_RACED, "another writer was first") : null;
    }

    private ChangeOutcome apply(Change change, Instant time) {
        List<Kept> versions = records.getOrDefault(change.id(), List.of());
        long version = versions.size() + 1L;
        return switch (change) {
            case Change.Create create -> write(create.id(), create.content(), version, time);
            case Change.Update update -> write(update.id(), update.content(), version, time);
            case Change.Delete delete
            when versions.isEmpty() || versions.getLast().deleted() -> new ChangeOutcome.Absent(delete.id());
            case Change.Delete delete -> {
                Kept last = versions.getLast();
                StoredResource marker = new StoredResource(
                        delete.id(), version, time, last.resource().json());
                versions.add(new Kept(marker, last.subjects(), true));
                ledger.withdraw(delete.id().id(), time);
                yield new ChangeOutcome.Deleted(delete.id(), version, time);
            }
        };
    }

    private ChangeOutcome write(ResourceId id, Change.Content content, long version, Instant time) {
        StoredResource resource = new StoredResource(id, version, time, content.json());
        records.computeIfAbsent(id, _ -> new ArrayList<>()).add(new Kept(resource, content.subjects(), false));
        ledger.take(id, content, time);
        content.identifiers()
                .forEach(identifier -> buckets.merge(bucket(identifier.criteria(id.type())), 1L, Long::sum));
        return new ChangeOutcome.Written(id, version, time);
    }

    private @Nullable Kept current(ResourceId id) {
        List<Kept> versions = records.get(id);
        return versions == null ? null : Objects.requireNonNull(versions).getLast();
    }
}
