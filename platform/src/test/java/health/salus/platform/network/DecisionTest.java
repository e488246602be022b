package health.salus.platform.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static final CommandOutcome ABORTED = new CommandOutcome.Refused(ErrorCode.ABORTED, "another was refused");
    private static final CommandOutcome RACED = new CommandOutcome.Refused(ErrorCode.CONDITION_RACED, "bucket 7");

    @Test
    void theRefusalThatEndedTheTransactionIsTheReason() {
        Decision decision = decision(ABORTED, RACED, ABORTED);
        assertThat(decision.isAccepted()).isFalse();
        assertThatThrownBy(decision::orThrow)
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONDITION_RACED));
    }

    @Test
    void anAcceptedTransactionHasNone() {
        Decision decision = decision(CommandOutcome.Accepted.NOTHING_TO_SAY);
        assertThat(decision.isAccepted()).isTrue();
        assertThat(decision.orThrow()).isSameAs(decision);
    }

    private static Decision decision(CommandOutcome... outcomes) {
        return new Decision(Digest.ZERO, 1, Instant.EPOCH, new Outcome(Outcome.VERSION, List.of(outcomes)));
    }
}
