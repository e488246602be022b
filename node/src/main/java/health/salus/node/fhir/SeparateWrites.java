package health.salus.node.fhir;

import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.Idempotency;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.WriteOutcome;
import health.salus.fhir.record.WriteOutcome.ChangeOutcome;
import health.salus.fhir.record.WriteSet;
import health.salus.kernel.SalusException;
import health.salus.platform.records.RecordWriter;
import health.salus.platform.records.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The changes of a batch, each under a name of its own where the request has an idempotency key, so that a repetition
/// writes what is missing and nothing twice, whatever went together the first time.
final class SeparateWrites implements Batch.Port {

    private final Writes writes;
    private final RecordWriter writer;
    private final Caller caller;
    private final List<Change> changes;
    private final List<Optional<Submission.Idempotency>> names;

    SeparateWrites(Writes writes, RecordWriter writer, Caller caller, WriteSet set) {
        this.writes = writes;
        this.writer = writer;
        this.caller = caller;
        this.changes = set.changes();
        this.names = names(caller, set);
    }

    /// A change is known again by its resource, and not by its place: that moves when an entry that was planned before
    /// now finds its resource. A resource that is changed several times has its changes numbered.
    private static List<Optional<Submission.Idempotency>> names(Caller caller, WriteSet set) {
        Map<ResourceId, Integer> times = new HashMap<>();
        List<Optional<Submission.Idempotency>> names = new ArrayList<>();
        for (Change change : set.changes()) {
            int time = times.merge(change.id(), 1, Integer::sum);
            names.add(set.idempotency()
                    .map(whole -> Writes.idempotency(
                            caller, new Idempotency(whole.key() + "\0" + change.id() + "\0" + time, whole.request()))));
        }
        return names;
    }

    @Override
    public Optional<ChangeOutcome> earlier(int change) {
        try {
            return names.get(change)
                    .flatMap(writer::earlier)
                    .map(written -> writes.repeated(List.of(changes.get(change)), written)
                            .changes()
                            .getFirst())
                    // Of what went with it and was refused, nothing came.
                    .filter(outcome -> !(outcome instanceof ChangeOutcome.Absent));
        } catch (SalusException failed) {
            return switch (failed.code().kind()) {
                case CALLER, REFUSED -> Optional.empty();
                case UNAVAILABLE, INTERNAL -> throw failed;
            };
        }
    }

    @Override
    public void check(int change) {
        writes.submission(caller, List.of(changes.get(change)), Optional.empty());
    }

    @Override
    public WriteOutcome.Accepted write(List<Integer> together) {
        List<Submission.Idempotency> each =
                together.stream().flatMap(i -> names.get(i).stream()).toList();
        return writes.together(caller, together.stream().map(changes::get).toList(), oneOf(each));
    }

    private static Optional<Submission.Idempotency> oneOf(List<Submission.Idempotency> each) {
        return each.stream()
                .findFirst()
                .map(first -> new Submission.Idempotency(
                        first.key(),
                        first.request(),
                        each.stream().skip(1).map(Submission.Idempotency::key).toList()));
    }
}
