package health.salus.contracts.consent;

import health.salus.contracts.consent.Posting.Dimension;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.rules.Require;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Compiles the consents in force of one patient into one table: the rules of all trees in one row, and for each value
/// of each condition the set of rules that it meets. A decision is then an intersection of six sets.
final class TableCompiler {

    private final List<TableRule> rules = new ArrayList<>();
    private final Map<Dimension, SortedMap<String, BitSet>> index = new EnumMap<>(Dimension.class);

    private TableCompiler() {}

    /// @param inForce by id, so that members compile the same table
    static StoredTable compile(long epoch, SortedMap<ConsentId, Provision> inForce) {
        TableCompiler compiler = new TableCompiler();
        inForce.forEach((consent, root) ->
                compiler.add(root, new RuleReference(consent, "provision"), TableRule.NO_PARENT, false));
        Require.atMost(Limits.MAX_RULES, compiler.rules.size(), "provisions in force for a patient");
        return new StoredTable(epoch, compiler.rules, compiler.postings());
    }

    /// @param named whether a rule that this one lies in names principals
    private void add(Provision provision, RuleReference reference, int parent, boolean named) {
        int rule = rules.size();
        boolean emergency = provision.purposes().stream().anyMatch(one -> one.isWithin(PurposeOfUse.ETREAT))
                || (parent != TableRule.NO_PARENT && rules.get(parent).namesEmergency());
        rules.add(
                new TableRule(reference, parent, provision.effect(), provision.period(), emergency, provision.node()));
        Content content = provision.content();
        post(rule, Dimension.RECIPIENT, recipients(provision.recipients()));
        boolean namesPrincipals = named || !provision.recipients().principals().isEmpty();
        post(rule, Dimension.ROLE, names(roles(provision, namesPrincipals)));
        post(rule, Dimension.PURPOSE, names(purposesWithin(provision.purposes())));
        post(rule, Dimension.TYPE, types(content));
        post(rule, Dimension.LABEL, names(labelsCovered(provision.effect(), content.labels())));
        post(
                rule,
                Dimension.AUTHOR,
                content.authors().stream().map(OrganisationId::value).toList());
        for (int i = 0; i < provision.provisions().size(); i++) {
            String path = reference.path() + ".provision[" + i + "]";
            add(provision.provisions().get(i), new RuleReference(reference.consent(), path), rule, namesPrincipals);
        }
    }

    private void post(int rule, Dimension dimension, Collection<String> values) {
        SortedMap<String, BitSet> postings = index.computeIfAbsent(dimension, _ -> new TreeMap<>());
        for (String value : values.isEmpty() ? List.of(Posting.ANY) : values) {
            postings.computeIfAbsent(value, _ -> new BitSet()).set(rule);
        }
    }

    private List<Posting> postings() {
        List<Posting> postings = new ArrayList<>();
        index.forEach((dimension, byValue) -> byValue.forEach(
                (value, set) -> postings.add(new Posting(dimension, value, Octets.wrap(set.toByteArray())))));
        return postings;
    }

    private static List<String> recipients(Recipients recipients) {
        List<String> values = new ArrayList<>();
        recipients.principals().forEach(id -> values.add(Posting.principal(id.value())));
        recipients.organisations().forEach(id -> values.add(Posting.organisation(id.value())));
        return values;
    }

    /// A permission for anyone means those who work in health care: patients and guardians are permitted by name, or by
    /// their role. A denial for anyone means everybody.
    private static Collection<PrincipalKind> roles(Provision provision, boolean namesPrincipals) {
        List<PrincipalKind> listed = provision.recipients().roles();
        if (!listed.isEmpty() || namesPrincipals || provision.effect() == Provision.Effect.DENY) {
            return listed;
        }
        return Stream.of(PrincipalKind.values())
                .filter(kind -> !kind.isPatientSide())
                .toList();
    }

    private static Set<String> types(Content content) {
        Set<String> values = new TreeSet<>(content.resourceTypes());
        content.typeGroups().forEach(group -> values.add(Posting.group(group.name())));
        return values;
    }

    /// A rule about treatment is also about emergency treatment.
    private static Set<PurposeOfUse> purposesWithin(List<PurposeOfUse> listed) {
        EnumSet<PurposeOfUse> within = EnumSet.noneOf(PurposeOfUse.class);
        for (PurposeOfUse purpose : PurposeOfUse.values()) {
            if (listed.stream().anyMatch(purpose::isWithin)) {
                within.add(purpose);
            }
        }
        return within;
    }

    private static Set<SecurityLabel> labelsCovered(Provision.Effect effect, List<SecurityLabel> listed) {
        EnumSet<SecurityLabel> covered = EnumSet.noneOf(SecurityLabel.class);
        for (SecurityLabel label : SecurityLabel.values()) {
            if (listed.stream().anyMatch(one -> covers(effect, one, label))) {
                covered.add(label);
            }
        }
        return covered;
    }

    /// FHIR R4 Consent.provision.securityLabel: confidentiality is a high water mark, other labels subsume. A mark that
    /// is permitted permits what is less confidential; one that is denied denies what is more so (decision 0052).
    private static boolean covers(Provision.Effect effect, SecurityLabel listed, SecurityLabel label) {
        if (!listed.isConfidentiality() || !label.isConfidentiality()) {
            return label.isWithin(listed);
        }
        return switch (effect) {
            case PERMIT -> label.compareTo(listed) <= 0;
            case DENY -> label.compareTo(listed) >= 0;
        };
    }

    private static List<String> names(Collection<? extends Enum<?>> constants) {
        return constants.stream().<String>map(Enum::name).toList();
    }
}
