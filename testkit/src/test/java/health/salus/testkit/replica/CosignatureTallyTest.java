package health.salus.testkit.replica;

import static health.salus.testkit.replica.SmallConsortium.A;
import static health.salus.testkit.replica.SmallConsortium.B;
import static health.salus.testkit.replica.SmallConsortium.C;
import static health.salus.testkit.replica.SmallConsortium.D;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.ledger.replica.Divergence;
import health.salus.ledger.replica.SignedCheckpoint;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosignatureTallyTest {

    private static final Digest LIE = Digest.ZERO;

    private final SmallMember member = new SmallMember(A).executes(1, 4);
    private final long size = member.latest().checkpoint().size();

    @Test
    void threeOfFourMakeACheckpointFinalAndTwoVouchForIt() {
        assertThat(member.tally.vouchedNote()).isEmpty();
        assertThat(member.tally.received(truth(B, size))).isFalse();
        assertThat(member.tally.vouchedNote()).isPresent();
        assertThat(member.tally.finalNote()).isEmpty();
        assertThat(member.tally.received(truth(C, size))).isTrue();
        assertThat(member.tally.finalSize()).isEqualTo(size);
        assertThat(member.tally.finalNote().orElseThrow().isFinal(SmallConsortium.members()))
                .isTrue();
    }

    @Test
    void oneMemberThatSignsTwiceCountsOnce() {
        member.tally.received(truth(B, size));
        member.tally.received(truth(B, size));
        assertThat(member.tally.finalNote()).isEmpty();
    }

    @Test
    void anotherRootForTheSameSizeIsEvidence() {
        SignedCheckpoint lie = SmallConsortium.signed(D, size, LIE);
        member.tally.received(lie);
        assertThat(member.accusations)
                .containsExactly(new Divergence(D, member.latest().checkpoint(), lie));
    }

    @Test
    void aLieAboutASizeThatBecameFinalLongAgoIsEvidenceToo() {
        SignedCheckpoint early = member.signed.getFirst();
        List.of(B, C, D).forEach(each -> member.tally.received(truth(each, size)));
        SignedCheckpoint lie = SmallConsortium.signed(D, early.checkpoint().size(), LIE);
        member.tally.received(lie);
        assertThat(member.accusations).containsExactly(new Divergence(D, early.checkpoint(), lie));
    }

    @Test
    void aLieAboutASizeBetweenTwoBlocksIsEvidenceOnceTheMemberGetsThere() {
        SignedCheckpoint lie = SmallConsortium.signed(D, size + 1, LIE);
        member.tally.received(lie);
        assertThat(member.accusations).isEmpty();
        member.executes(2, 1);
        assertThat(member.accusations).extracting(Divergence::theirs).containsExactly(lie);
    }

    /// Whichever comes first, the other does not cover it.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoRootsForASizeThatIsStillAheadAreEvidenceOnceTheMemberGetsThere(boolean lieFirst) {
        SmallMember other = new SmallMember(B).executes(1, 4).executes(2, 1);
        long ahead = other.latest().checkpoint().size();
        SignedCheckpoint lie = SmallConsortium.signed(D, ahead, LIE);
        SignedCheckpoint truth =
                SmallConsortium.signed(D, ahead, other.latest().checkpoint().root());
        List.of(lieFirst ? lie : truth, lieFirst ? truth : lie).forEach(member.tally::received);
        List.of(B, C)
                .forEach(each -> member.tally.received(SmallConsortium.signed(
                        each, ahead, other.latest().checkpoint().root())));
        member.executes(2, 1);
        assertThat(member.accusations).extracting(Divergence::theirs).containsExactly(lie);
        assertThat(member.tally.finalSize()).isEqualTo(ahead);
    }

    @Test
    void theSameLieIsReportedOnce() {
        for (int i = 0; i < 3; i++) {
            member.tally.received(SmallConsortium.signed(D, size, LIE));
        }
        assertThat(member.accusations).hasSize(1);
    }

    @Test
    void aTrueSignatureThatComesLateAccusesNobody() {
        SignedCheckpoint early = member.signed.getFirst();
        List.of(B, C).forEach(each -> member.tally.received(truth(each, size)));
        member.tally.received(SmallConsortium.signed(
                D, early.checkpoint().size(), early.checkpoint().root()));
        assertThat(member.accusations).isEmpty();
    }

    @Test
    void aSignatureThatDoesNotVerifyIsRefused() {
        SignedCheckpoint ofB = truth(B, size);
        SignedCheckpoint inTheNameOfC = new SignedCheckpoint(C, ofB.checkpoint(), ofB.ed25519(), ofB.mlDsa44());
        Assertions.assertThatExceptionOfType(SalusException.class)
                .isThrownBy(() -> member.tally.requireValid(inTheNameOfC))
                .extracting(SalusException::code)
                .isEqualTo(ErrorCode.BAD_SIGNATURE);
    }

    private SignedCheckpoint truth(MemberId by, long at) {
        return SmallConsortium.signed(by, at, member.latest().checkpoint().root());
    }
}
