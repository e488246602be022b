package health.salus.testkit.replica;

import static health.salus.testkit.replica.SmallConsortium.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import org.junit.jupiter.api.Test;

/// The mark outlives the ledger: a backup does not make a member sign another history.
class CheckpointSignerTest {

    private final SmallMember.KeptMark mark = new SmallMember.KeptMark();

    @Test
    void aLedgerFromABackupSignsAgainOnlyWhereItStopped() {
        SmallMember before = new SmallMember(A, mark).executes(1, 3);
        SmallMember restored = new SmallMember(A, mark).executes(1, 2);
        assertThat(restored.signed).isEmpty();
        restored.ledger.announceLatest();
        assertThat(restored.signed).isEmpty();
        SmallMember whole = new SmallMember(A, mark).executes(1, 3);
        assertThat(whole.signed).containsExactly(before.latest());
    }

    @Test
    void anotherHistoryIsNotSignedAndStopsTheMember() {
        new SmallMember(A, mark).executes(1, 3);
        assertThatExceptionOfType(SalusException.class)
                .isThrownBy(() -> new SmallMember(A, mark).executes(2, 3))
                .extracting(SalusException::code)
                .isEqualTo(ErrorCode.DIVERGED);
    }
}
