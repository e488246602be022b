package health.salus.testkit.replica;

import static health.salus.testkit.replica.SmallConsortium.A;
import static health.salus.testkit.replica.SmallConsortium.B;
import static health.salus.testkit.replica.SmallConsortium.C;
import static health.salus.testkit.replica.SmallConsortium.D;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.proof.MemberSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Cosignatures count for the members of their size, and no others.
class MembersChangeTallyTest {

    private static final MemberSet WITHOUT_D = new MemberSet(SmallConsortium.members().members().stream()
            .filter(entry -> !entry.member().equals(D))
            .toList());

    private final SmallMember member = new SmallMember(A).executes(1, 2);
    private final SignedCheckpoint end = member.latest();

    @Test
    void whoWasRemovedSignsTheEndOfItsTimeAndNothingAfter() {
        SignedCheckpoint early = SmallConsortium.signed(
                D, end.checkpoint().size() + 1, end.checkpoint().root());
        // It came before this member's own block that removed its sender.
        member.tally.received(early);
        member.tally.follow(end.checkpoint().size(), WITHOUT_D);
        member.executes(2, 1);
        SignedCheckpoint later = member.latest();

        refused(signed(D, later));
        List.of(B, C).forEach(each -> {
            member.tally.requireValid(signed(each, later));
            member.tally.received(signed(each, later));
        });
        assertThat(member.tally.finalNote().orElseThrow().isFinal(WITHOUT_D)).isTrue();
        assertThat(member.tally.finalSize()).isEqualTo(later.checkpoint().size());
        assertThat(member.accusations)
                .as("who is no member any more accuses itself of nothing")
                .isEmpty();
        member.tally.requireValid(signed(D, end));
    }

    @Test
    void twoOfThreeThatAreLeftAreNotEnough() {
        member.tally.follow(end.checkpoint().size(), WITHOUT_D);
        member.executes(2, 1);
        SignedCheckpoint later = member.latest();
        member.tally.received(signed(B, later));
        assertThat(member.tally.finalSize()).isLessThan(later.checkpoint().size());
        assertThat(member.tally.received(signed(C, later))).isTrue();
    }

    @Test
    void whoComesLaterSignsNothingOfBefore() {
        SmallMember young = new SmallMember(A);
        young.tally.follow(3, WITHOUT_D);
        refused(young, SmallConsortium.signed(D, 4, end.checkpoint().root()));
        young.tally.follow(9, SmallConsortium.members());
        refused(young, SmallConsortium.signed(D, 9, end.checkpoint().root()));
        young.tally.requireValid(SmallConsortium.signed(D, 10, end.checkpoint().root()));
    }

    private static SignedCheckpoint signed(MemberId by, SignedCheckpoint truth) {
        return SmallConsortium.signed(
                by, truth.checkpoint().size(), truth.checkpoint().root());
    }

    private void refused(SignedCheckpoint signed) {
        refused(member, signed);
    }

    private static void refused(SmallMember by, SignedCheckpoint signed) {
        assertThatThrownBy(() -> by.tally.requireValid(signed))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_SIGNATURE));
    }
}
