package health.salus.proof.report;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MemberSet;
import health.salus.proof.receipt.ChangingLedger;
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.SmallLedger;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.report.Accusation.Voucher;
import health.salus.proof.report.Judgement.Convicted;
import health.salus.proof.report.Judgement.Dismissed;
import health.salus.proof.report.Judgement.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Reports against members that came after those who are trusted, and against some that had left.
class ReportAcrossChangesTest {

    /// In the time of the second members, 2 to 5.
    private static final int LIE = 12;

    /// In the time of the third, 4 to 7.
    private static final int LATER = 20;

    private static final Digest INVENTED = Digest.sha256(Octets.utf8("another history"));

    private final ChangingLedger ledger = new ChangingLedger();

    @Test
    void convictsAMemberThatCameLater() {
        String text = report(4, LIE, ChangingLedger.SECOND, LATER);
        assertThat(ReportVerifier.verify(text, ledger.chain(), ChangingLedger.anchor()))
                .isInstanceOfSatisfying(Convicted.class, convicted -> {
                    assertThat(convicted.member()).isEqualTo(SmallLedger.member(4));
                    assertThat(convicted.signed().size()).isEqualTo(LIE);
                    assertThat(convicted.against().size()).isEqualTo(LATER);
                });
        assertDismissed(ReportVerifier.verify(text, ChangingLedger.anchor()), Reason.UNKNOWN_MEMBER);
    }

    @Test
    void convictsAMemberThatHasLeftOfWhatItSignedBefore() {
        String text = report(1, 6, ChangingLedger.FIRST, LATER);
        assertThat(ReportVerifier.verify(text, ledger.chain(), ChangingLedger.anchor()))
                .isInstanceOf(Convicted.class);
    }

    @Test
    void whatAMemberSignsAfterItLeftConvictsItOfNothing() {
        String text = report(1, LIE, ChangingLedger.FIRST, LATER);
        assertDismissed(ReportVerifier.verify(text, ledger.chain(), ChangingLedger.anchor()), Reason.UNKNOWN_MEMBER);
    }

    @Test
    void whatWasSignedBeforeTheTrustedMembersIsNotJudged() {
        String text = report(1, 6, ChangingLedger.FIRST, LATER);
        TrustAnchor third = TrustAnchor.of(SmallLedger.NETWORK, ChangingLedger.THIRD);
        assertDismissed(ReportVerifier.verify(text, ledger.chain(), third), Reason.UNKNOWN_MEMBER);
    }

    @Test
    void aChainWithALinkMissingLeadsNowhere() {
        MemberChain torn = MemberChain.of(List.of(ledger.secondLink()));
        String text = report(4, LIE, ChangingLedger.SECOND, LATER);
        assertDismissed(ReportVerifier.verify(text, torn, ChangingLedger.anchor()), Reason.MEMBERS_NOT_PROVEN);
    }

    @Test
    void tooFewOfTheMembersOfThatTimeVouchForNothing() {
        CheckpointNote past = ledger.signed(LATER, ChangingLedger.SECOND);
        String text = report(4, LIE, ChangingLedger.SECOND, past, LATER);
        assertDismissed(ReportVerifier.verify(text, ledger.chain(), ChangingLedger.anchor()), Reason.NOT_VOUCHED);
    }

    private String report(int liar, int size, MemberSet of, int later) {
        return report(liar, size, of, ledger.signed(later, ChangingLedger.signing(later)), later);
    }

    private String report(int liar, int size, MemberSet of, CheckpointNote against, int later) {
        MemberId member = SmallLedger.member(liar);
        MemberSet alone = new MemberSet(List.of(of.entry(member).orElseThrow()));
        CheckpointNote lie = ChangingLedger.signed(Checkpoint.of(SmallLedger.NETWORK, size, INVENTED), alone);
        return new Report(
                        SmallLedger.NETWORK,
                        member,
                        new Accusation.OtherRoot(
                                Voucher.MEMBERS,
                                lie,
                                against,
                                ledger.checkpoint(size).root(),
                                ledger.consistency(size, later)))
                .format();
    }

    private static void assertDismissed(Judgement judgement, Reason reason) {
        assertThat(judgement)
                .isInstanceOfSatisfying(
                        Dismissed.class,
                        dismissed -> assertThat(dismissed.reason()).isEqualTo(reason));
    }
}
