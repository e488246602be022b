package health.salus.contracts.policy;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import health.salus.ledger.state.StateReader;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where a contract asks a rule: what it asks with, and the clause that decides.
public interface DecisionPoint {

    RuleId rule();

    /// What the contract asks with; a rule may use less.
    List<RuleInput> offered();

    /// The clause that permits when it is true.
    String permitting();

    /// With what the rule would have been asked about a command of the past; empty when it would not have been.
    ///
    /// @param now the present state, of which only what never changes may be used
    Optional<List<NamedValue>> asked(PastCommand past, StateReader now);

    /// A command as it was given.
    record PastCommand(Command command, Attestation attestation, Instant time) {}

    /// Whether the contract can ask this version.
    default void check(RuleDefinition definition) {
        for (RuleInput input : definition.inputs()) {
            Require.that(
                    offered().contains(input),
                    ErrorCode.INVALID_RULE,
                    "rule " + rule() + " is not asked with " + input.name() + " as " + input.type());
        }
        boolean decides = definition.clauses().stream()
                .anyMatch(clause ->
                        clause.name().equals(permitting()) && clause.type().equals(RuleType.one(RuleType.Scalar.BOOL)));
        Require.that(
                decides,
                ErrorCode.INVALID_RULE,
                "rule " + rule() + " answers in a clause " + permitting() + ", which is true or false");
    }
}
