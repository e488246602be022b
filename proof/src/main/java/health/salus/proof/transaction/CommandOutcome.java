package health.salus.proof.transaction;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;

/// What the contract decided about one command. A refusal is an outcome like any other: it is in the log and can be
/// proven.
public sealed interface CommandOutcome {

    /// The result's form is the contract's own; empty when there is nothing to say.
    record Accepted(Octets result) implements CommandOutcome {
        public static final Accepted NOTHING_TO_SAY = new Accepted(Octets.EMPTY);
    }

    /// The detail names the rule or limit, never a person.
    record Refused(ErrorCode code, String detail) implements CommandOutcome {}
}
