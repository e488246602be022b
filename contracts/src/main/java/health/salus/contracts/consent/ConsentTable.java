package health.salus.contracts.consent;

import health.salus.contracts.consent.Posting.Dimension;
import health.salus.contracts.records.Cell;
import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All consents in force of one pseudonym, ready to be asked.
///
/// Within a consent the exceptions of a rule override it, as FHIR R4 nests provisions; side by side, between the
/// exceptions of one rule and between consents, denying overrides permitting.
public final class ConsentTable {

    public static final ConsentTable EMPTY = new ConsentTable(new StoredTable(0, List.of(), List.of()));

    private final long epoch;
    private final List<TableRule> rules;
    private final Map<String, BitSet> index = new TreeMap<>();

    ConsentTable(StoredTable stored) {
        this.epoch = stored.epoch();
        this.rules = stored.rules();
        stored.postings()
                .forEach(posting -> index.put(
                        key(posting.dimension(), posting.value()),
                        BitSet.valueOf(posting.rules().asReadOnlyBuffer())));
    }

    /// Goes up with every consent that is given or withdrawn.
    public long epoch() {
        return epoch;
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /// Whether a rule tells this resource type from others of its group.
    public boolean mentions(String resourceType) {
        return index.containsKey(key(Dimension.TYPE, resourceType));
    }

    public Answer decide(Question question) {
        return decide(question, false);
    }

    /// As [#decide(Question)], but rules that deny without naming emergencies are not heard.
    public Answer decideInEmergency(Question question) {
        return decide(question, true);
    }

    private Answer decide(Question question, boolean emergency) {
        if (rules.isEmpty()) {
            return Answer.SILENT;
        }
        BitSet applying = conditionsMet(question);
        dropWhatDoesNotHoldNow(applying, question);
        return combined(applying, question, emergency);
    }

    private BitSet conditionsMet(Question question) {
        Reader reader = question.reader();
        Cell cell = question.cell();
        BitSet met = any(Dimension.RECIPIENT);
        met.or(of(Dimension.RECIPIENT, Posting.principal(reader.principal().value())));
        // Patients and guardians are not of the organisation that registered them.
        if (!reader.kind().isPatientSide()) {
            met.or(of(
                    Dimension.RECIPIENT,
                    Posting.organisation(reader.organisation().value())));
        }
        narrow(met, Dimension.ROLE, reader.kind().name());
        narrow(met, Dimension.PURPOSE, reader.purpose().name());
        narrow(met, Dimension.AUTHOR, cell.author().value());
        BitSet types = any(Dimension.TYPE);
        types.or(of(Dimension.TYPE, question.resourceType()));
        types.or(of(Dimension.TYPE, Posting.group(group(question).name())));
        met.and(types);
        BitSet labels = any(Dimension.LABEL);
        for (SecurityLabel label : SecurityLabel.effective(cell.labels())) {
            labels.or(of(Dimension.LABEL, label.name()));
        }
        met.and(labels);
        return met;
    }

    /// The resource's own group: that of the segment is what its author said.
    private static TypeGroup group(Question question) {
        return TypeGroup.of(question.resourceType()).orElse(question.cell().typeGroup());
    }

    private void narrow(BitSet met, Dimension dimension, String value) {
        BitSet either = any(dimension);
        either.or(of(dimension, value));
        met.and(either);
    }

    private BitSet any(Dimension dimension) {
        return (BitSet) of(dimension, Posting.ANY).clone();
    }

    private BitSet of(Dimension dimension, String value) {
        BitSet found = index.get(key(dimension, value));
        return found == null ? new BitSet() : found;
    }

    private static String key(Dimension dimension, String value) {
        return dimension.name() + ' ' + value;
    }

    private void dropWhatDoesNotHoldNow(BitSet applying, Question question) {
        for (int i = applying.nextSetBit(0); i >= 0; i = applying.nextSetBit(i + 1)) {
            TableRule rule = rules.get(i);
            if (!rule.period().contains(question.time()) || failsOnFacts(rule, question)) {
                applying.clear(i);
            }
        }
    }

    private static boolean failsOnFacts(TableRule rule, Question question) {
        Optional<ResourceFacts> facts = question.facts();
        return facts.isPresent() && !rule.node().isMetBy(rule.reference().consent(), facts.get());
    }

    /// From the innermost exceptions outwards, since exceptions come after their rules. What an exception says waits
    /// with its rule, and is lost when the rule does not apply: an exception holds within its rule only.
    private Answer combined(BitSet applying, Question question, boolean emergency) {
        @Nullable Answer[] exceptions = new Answer[rules.size()];
        Answer whole = Answer.SILENT;
        for (int i = applying.previousSetBit(rules.size() - 1); i >= 0; i = applying.previousSetBit(i - 1)) {
            TableRule rule = rules.get(i);
            Answer answer = said(exceptions[i]);
            if (!emergency || rule.namesEmergency() || rule.effect() == Provision.Effect.PERMIT) {
                answer = answer.within(rule.effect(), rule.reference());
            }
            if (!rule.node().isEmpty() && question.facts().isEmpty()) {
                answer = answer.orSilent();
            }
            // Later rules were combined first: the earlier one goes to the front, so that it is the one named.
            if (rule.parent() == TableRule.NO_PARENT) {
                whole = answer.and(whole);
            } else {
                exceptions[rule.parent()] = answer.and(said(exceptions[rule.parent()]));
            }
        }
        return whole;
    }

    private static Answer said(@Nullable Answer answer) {
        return answer == null ? Answer.SILENT : answer;
    }
}
