package health.salus.contracts.policy;

import health.salus.contracts.rules.PagedList;
import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.StateTable;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.state.WorldState;
import java.util.List;
import java.util.Optional;

/// The consortium's rules, as the state has them: their versions, which one is in force at which height, and what it
/// answers.
public record Policies(StateReader state, RulePrograms programs) {

    static final StateTable<RuleRecord> RULES = StateTable.of("policy/rule", RuleRecord.class);
    static final StateTable<RuleVersion> VERSIONS = StateTable.of("policy/version", RuleVersion.class);
    static final PagedList<RuleId> ALL = PagedList.of("policy/rules", RuleId.class);
    private static final PagedList<Enactment> ENACTMENTS = PagedList.of("policy/enactments", Enactment.class);

    /// For looking, and for a single question.
    public static Policies of(StateReader state) {
        return new Policies(state, new RulePrograms());
    }

    /// @param programs of whoever asks again and again
    public static Policies of(StateReader state, RulePrograms programs) {
        return new Policies(state, programs);
    }

    /// Up to `limit` rule sets in the order of their first proposal, from position `from` on.
    public List<RuleRecord> rules(long from, int limit) {
        return ALL.slice(state, Place.NETWORK, from, limit).stream()
                .flatMap(id -> rule(id).stream())
                .toList();
    }

    public Optional<RuleRecord> rule(RuleId id) {
        return RULES.get(state, Place.NETWORK, id.value());
    }

    public Optional<RuleVersion> version(RuleId id, long version) {
        return VERSIONS.get(state, Place.NETWORK, id.value(), Long.toString(version));
    }

    /// When which version was in force, or will be.
    public List<Term> terms(RuleId id) {
        return Enactment.terms(ENACTMENTS.slice(state, place(id), 0, Limits.MAX_ENACTMENTS));
    }

    /// Puts a version in force from a height on. For the contract by which the members decide; it sees to it that the
    /// height is still to come.
    public static void enact(WorldState state, RuleId id, long version, long height) {
        RuleVersion chosen = of(state)
                .version(id, version)
                .orElseThrow(() -> new SalusException(
                        ErrorCode.UNKNOWN_RULE, "no version " + version + " of rule " + id + " was proposed"));
        append(
                state,
                id,
                new Enactment(
                        height,
                        Optional.of(new Enactment.Chosen(
                                version, chosen.definition().digest()))));
    }

    /// Has a rule asked no more from a height on. For the contract by which the members decide, likewise.
    public static void retire(WorldState state, RuleId id, long height) {
        Require.that(of(state).rule(id).isPresent(), ErrorCode.UNKNOWN_RULE, "no rule " + id + " was proposed");
        append(state, id, new Enactment(height, Optional.empty()));
    }

    private static void append(WorldState state, RuleId id, Enactment enactment) {
        Require.that(enactment.from() >= 0, ErrorCode.MALFORMED, "heights count from 0");
        Require.atMost(Limits.MAX_ENACTMENTS - 1, ENACTMENTS.size(state, place(id)), "earlier enactments of a rule");
        ENACTMENTS.append(state, place(id), List.of(enactment));
    }

    /// The version that judges what is in the block of this height.
    public static Optional<RuleInForce> inForce(StateReader state, RuleId id, long height) {
        for (long last = ENACTMENTS.size(state, place(id)) - 1; last >= 0; last--) {
            Enactment enactment = ENACTMENTS.slice(state, place(id), last, 1).getFirst();
            if (enactment.from() <= height) {
                return enactment.chosen().map(chosen -> new RuleInForce(id, chosen.version(), chosen.definition()));
            }
        }
        return Optional.empty();
    }

    /// Asks the version that is in force at the height; empty when there is none. Refused as
    /// [RuleProgram#evaluate] says.
    ///
    /// @param given may hold more than the rule asks for
    public Optional<RuleResult> evaluate(RuleId id, long height, List<NamedValue> given) {
        return inForce(state, id, height).map(rule -> program(rule).evaluate(given));
    }

    private RuleProgram program(RuleInForce rule) {
        return programs.get(
                rule.definition(),
                () -> version(rule.rule(), rule.version())
                        .map(RuleVersion::definition)
                        .orElseThrow(() -> new IllegalStateException("the state lacks " + rule)));
    }

    private static Place place(RuleId id) {
        return Place.named(id.value());
    }
}
