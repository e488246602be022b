package health.salus.contracts.consent;

/// A provision in the compiled table, less the conditions that its postings hold.
///
/// @param parent the index of the rule that this is an exception to, or -1; always smaller than the rule's own
/// @param namesEmergency whether the rule, or one that it lies in, is about emergencies by name
record TableRule(
        RuleReference reference,
        int parent,
        Provision.Effect effect,
        Period period,
        boolean namesEmergency,
        NodeConditions node) {

    static final int NO_PARENT = -1;
}
