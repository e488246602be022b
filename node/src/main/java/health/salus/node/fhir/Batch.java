package health.salus.node.fhir;

import health.salus.fhir.record.Change;
import health.salus.fhir.record.Condition;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.WriteOutcome;
import health.salus.fhir.record.WriteOutcome.ChangeOutcome;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Changes of which each stands alone. A decision of the network takes as long for one as for many, so they are written
/// together where they can be: what is refused as a whole is tried in halves, until each refusal is one change's own.
///
/// Patients do not share a transaction, since whoever has its receipt sees all of it.
final class Batch {

    /// Keeps a transaction far below the longest that the network takes.
    private static final int MAX_TOGETHER = 500;

    /// So many refusals of changes together are looked into; then each is tried by itself, which costs one decision
    /// each.
    private static final int MAX_REFUSED_TOGETHER = 32;

    private final Port port;
    private final List<Change> changes;
    private final ChangeOutcome[] outcomes;
    private int refusedTogether;
    private Optional<SalusException> unavailable = Optional.empty();
    private String last = "";

    /// How changes are written, by their places in the batch.
    interface Port {

        /// What an earlier request under the same key made of a change.
        Optional<ChangeOutcome> earlier(int change);

        /// Refuses what this node's own copy of the ledger refuses as it is.
        void check(int change);

        /// All or nothing.
        WriteOutcome.Accepted write(List<Integer> together);
    }

    Batch(Port port, List<Change> changes) {
        this.port = port;
        this.changes = changes;
        this.outcomes = new ChangeOutcome[changes.size()];
    }

    WriteOutcome.Accepted write() {
        Map<Object, List<Integer>> parts = new LinkedHashMap<>();
        List<Integer> alone = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            if (!isDone(i)) {
                if (isPossible(i)) {
                    parts.computeIfAbsent(whose(changes.get(i)), _ -> new ArrayList<>())
                            .add(i);
                } else {
                    alone.add(i);
                }
            }
        }
        parts.values().forEach(part -> together(part).forEach(this::write));
        // What the others have changed may have made it possible.
        alone.forEach(i -> write(List.of(i)));
        return new WriteOutcome.Accepted(last, Arrays.asList(outcomes));
    }

    private boolean isDone(int change) {
        try {
            Optional<ChangeOutcome> earlier = port.earlier(change);
            earlier.ifPresent(outcome -> outcomes[change] = outcome);
            return earlier.isPresent();
        } catch (SalusException failed) {
            refuse(List.of(change), failed);
            return true;
        }
    }

    private boolean isPossible(int change) {
        try {
            port.check(change);
            return true;
        } catch (SalusException refused) {
            if (refused.code().kind() == ErrorCode.Kind.INTERNAL) {
                throw refused;
            }
            return false;
        }
    }

    /// Of whom a resource is that is deleted, only the ledger knows.
    private static Object whose(Change change) {
        return Writes.content(change)
                .<Object>map(content -> content.subjects().patients())
                .orElse(change.id());
    }

    /// In order, and cut before each change that another one before it could make impossible or needless.
    private List<List<Integer>> together(List<Integer> part) {
        List<List<Integer>> runs = new ArrayList<>();
        List<Integer> run = new ArrayList<>();
        Set<ResourceId> ids = new HashSet<>();
        Set<String> met = new HashSet<>();
        Set<String> searched = new HashSet<>();
        for (int i : part) {
            Change change = changes.get(i);
            Set<String> carried = carried(change);
            Optional<String> condition = Writes.condition(change).map(Condition::criteria);
            boolean meets = condition.filter(met::contains).isPresent()
                    || carried.stream().anyMatch(searched::contains);
            if (run.size() == MAX_TOGETHER || meets || ids.contains(change.id())) {
                runs.add(run);
                run = new ArrayList<>();
                ids.clear();
                met.clear();
                searched.clear();
            }
            run.add(i);
            ids.add(change.id());
            met.addAll(carried);
            condition.ifPresent(met::add);
            condition.ifPresent(searched::add);
        }
        runs.add(run);
        return runs;
    }

    private static Set<String> carried(Change change) {
        Set<String> criteria = new HashSet<>();
        Writes.content(change)
                .ifPresent(content -> content.identifiers()
                        .forEach(identifier ->
                                criteria.add(identifier.criteria(change.id().type()))));
        return criteria;
    }

    private void write(List<Integer> part) {
        if (unavailable.isPresent()) {
            refuse(part, unavailable.get());
            return;
        }
        try {
            WriteOutcome.Accepted accepted = port.write(part);
            for (int i = 0; i < part.size(); i++) {
                outcomes[part.get(i)] = accepted.changes().get(i);
            }
            last = accepted.transaction();
        } catch (SalusException refused) {
            if (part.size() > 1 && isOfOne(refused.code())) {
                smaller(part).forEach(this::write);
            } else {
                refuse(part, refused);
            }
        }
    }

    /// Whether it may be one change's fault: not what concerns the network or the caller.
    private static boolean isOfOne(ErrorCode code) {
        return switch (code) {
            case NOT_ACKNOWLEDGED, TOO_MANY_REQUESTS -> false;
            default ->
                switch (code.kind()) {
                    case CALLER, REFUSED -> true;
                    case UNAVAILABLE, INTERNAL -> false;
                };
        };
    }

    private List<List<Integer>> smaller(List<Integer> part) {
        if (refusedTogether++ >= MAX_REFUSED_TOGETHER) {
            return part.stream().map(List::of).toList();
        }
        int middle = part.size() / 2;
        return List.of(part.subList(0, middle), part.subList(middle, part.size()));
    }

    private void refuse(List<Integer> part, SalusException refused) {
        switch (refused.code().kind()) {
            case INTERNAL -> throw refused;
            // Each further part would wait as long for the same answer.
            case UNAVAILABLE -> unavailable = Optional.of(refused);
            case CALLER, REFUSED -> {}
        }
        part.forEach(i -> outcomes[i] = new ChangeOutcome.Refused(refused.code(), refused.detail()));
    }
}
