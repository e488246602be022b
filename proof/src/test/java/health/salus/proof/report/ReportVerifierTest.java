package health.salus.proof.report;

import static health.salus.proof.report.TwoHistories.NETWORK;
import static health.salus.proof.report.TwoHistories.TIME;
import static health.salus.proof.report.TwoHistories.anchor;
import static health.salus.proof.report.TwoHistories.member;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.report.Accusation.Voucher;
import health.salus.proof.report.Judgement.Convicted;
import health.salus.proof.report.Judgement.Dismissed;
import health.salus.proof.report.Judgement.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whom a report convicts, and each reason for which it convicts nobody.
class ReportVerifierTest {

    private static final int LIAR = 3;
    private static final MemberId NAMED = member(LIAR);

    private final TwoHistories truth = TwoHistories.truth();
    private final TwoHistories lie = TwoHistories.lie();

    private Report against(Voucher voucher, CheckpointNote signed, int size, int... signers) {
        int at = (int) signed.checkpoint().size();
        return report(voucher, signed, truth.note(size, signers), truth.root(at), truth.proof(at, size));
    }

    private static Report report(
            Voucher voucher, CheckpointNote signed, CheckpointNote against, Digest root, List<Digest> proof) {
        return new Report(NETWORK, NAMED, new Accusation.OtherRoot(voucher, signed, against, root, proof));
    }

    private static void assertDismissed(Report report, Reason reason) {
        assertThat(ReportVerifier.verify(report, anchor()))
                .isInstanceOfSatisfying(
                        Dismissed.class,
                        dismissed -> assertThat(dismissed.reason()).isEqualTo(reason));
        assertDismissed(report.format(), reason);
    }

    private static void assertDismissed(String text, Reason reason) {
        assertThat(ReportVerifier.verify(text, anchor()))
                .isInstanceOfSatisfying(
                        Dismissed.class,
                        dismissed -> assertThat(dismissed.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({"9,9", "8,9", "9,40", "32,33", "1,40"})
    void convictsWhoSignedTwoRoots(int signed, int other) {
        Report report = against(Voucher.ITSELF, lie.note(signed, LIAR), other, LIAR);
        Convicted expected = new Convicted(
                NAMED, Voucher.ITSELF, lie.checkpoint(signed), TIME, truth.root(signed), truth.checkpoint(other));
        assertThat(ReportVerifier.verify(report, anchor())).isEqualTo(expected);
        assertThat(ReportVerifier.verify(report.format(), anchor())).isEqualTo(expected);
        assertThat(Report.parse(report.format())).isEqualTo(report);
    }

    @ParameterizedTest
    @CsvSource({"9,9", "8,9", "9,40", "32,33", "1,40"})
    void convictsWhoSignedAnotherRootThanTheMembers(int signed, int other) {
        Report report = against(Voucher.MEMBERS, lie.note(signed, LIAR), other, 0, 1, 2);
        assertThat(ReportVerifier.verify(report.format(), anchor()))
                .isInstanceOfSatisfying(Convicted.class, convicted -> {
                    assertThat(convicted.member()).isEqualTo(NAMED);
                    assertThat(convicted.voucher()).isEqualTo(Voucher.MEMBERS);
                    assertThat(convicted.root()).isEqualTo(truth.root(signed));
                });
    }

    @Test
    void linesOfOthersChangeNothing() {
        Report report = against(Voucher.MEMBERS, lie.note(9, 1, LIAR), 12, 0, 1, 2, LIAR);
        assertThat(ReportVerifier.verify(report, anchor())).isInstanceOf(Convicted.class);
    }

    @Test
    void whoSignedTheSameRootIsConvictedOfNothing() {
        assertDismissed(against(Voucher.ITSELF, truth.note(9, LIAR), 9, LIAR), Reason.SAME_ROOT);
        assertDismissed(against(Voucher.MEMBERS, truth.note(9, LIAR), 12, 0, 1, 2), Reason.SAME_ROOT);
        assertDismissed(against(Voucher.MEMBERS, truth.note(0, LIAR), 12, 0, 1, 2), Reason.SAME_ROOT);
    }

    /// The root that is said to be true is made up.
    @Test
    void anInventedRootConvictsNobody() {
        Digest invented = lie.root(9);
        assertDismissed(
                report(Voucher.MEMBERS, truth.note(9, LIAR), truth.note(12, 0, 1, 2), invented, truth.proof(9, 12)),
                Reason.NOT_CONSISTENT);
        assertDismissed(
                report(Voucher.MEMBERS, truth.note(9, LIAR), truth.note(9, 0, 1, 2), invented, List.of()),
                Reason.NOT_CONSISTENT);
        assertDismissed(
                report(
                        Voucher.MEMBERS,
                        truth.note(9, LIAR),
                        truth.note(12, 0, 1, 2),
                        truth.root(8),
                        truth.proof(8, 12)),
                Reason.NOT_CONSISTENT);
        assertDismissed(
                report(Voucher.MEMBERS, lie.note(9, LIAR), truth.note(12, 0, 1, 2), truth.root(9), List.of()),
                Reason.NOT_CONSISTENT);
    }

    @Test
    void whatAnotherMemberSignedConvictsNobody() {
        assertDismissed(against(Voucher.MEMBERS, lie.note(9, 2), 12, 0, 1, 2), Reason.NOT_SIGNED);
        assertDismissed(against(Voucher.ITSELF, lie.note(9, LIAR), 12, 0, 1, 2), Reason.NOT_SIGNED);
    }

    @Test
    void aForgedSignatureConvictsNobody() {
        Cosignature elsewhere = TwoHistories.sign(lie.checkpoint(8), NAMED, LIAR);
        CheckpointNote forged = new CheckpointNote(lie.checkpoint(9), List.of(elsewhere));
        assertDismissed(against(Voucher.MEMBERS, forged, 12, 0, 1, 2), Reason.SIGNATURE_FORGED);
        CheckpointNote both = new CheckpointNote(
                lie.checkpoint(9),
                List.of(elsewhere, lie.note(9, LIAR).cosignatures().getFirst()));
        assertDismissed(against(Voucher.MEMBERS, both, 12, 0, 1, 2), Reason.SIGNATURE_FORGED);
        CheckpointNote others = new CheckpointNote(
                truth.checkpoint(12),
                List.of(
                        truth.note(12, 0).cosignatures().getFirst(),
                        truth.note(12, 1).cosignatures().getFirst(),
                        truth.note(12, 2).cosignatures().getFirst(),
                        elsewhere));
        assertDismissed(
                report(Voucher.MEMBERS, lie.note(9, LIAR), others, truth.root(9), truth.proof(9, 12)),
                Reason.SIGNATURE_FORGED);
    }

    @Test
    void anotherKeyInTheMembersNameConvictsNobody() {
        Cosignature stranger = TwoHistories.sign(lie.checkpoint(9), NAMED, 9);
        CheckpointNote note = new CheckpointNote(lie.checkpoint(9), List.of(stranger));
        assertDismissed(against(Voucher.MEMBERS, note, 12, 0, 1, 2), Reason.OTHER_KEY);
    }

    @Test
    void whoIsNoMemberIsNotConvicted() {
        MemberId outsider = new MemberId("outsider");
        CheckpointNote signed =
                new CheckpointNote(lie.checkpoint(9), List.of(TwoHistories.sign(lie.checkpoint(9), outsider, 9)));
        Report report = new Report(
                NETWORK,
                outsider,
                new Accusation.OtherRoot(
                        Voucher.MEMBERS, signed, truth.note(12, 0, 1, 2), truth.root(9), truth.proof(9, 12)));
        assertDismissed(report, Reason.UNKNOWN_MEMBER);
        TrustAnchor others = TrustAnchor.of(
                NETWORK,
                new MemberSet(List.of(
                        new MemberEntry(member(7), 1, TwoHistories.keys(7).publicKeys()))));
        assertThat(ReportVerifier.verify(against(Voucher.ITSELF, lie.note(9, LIAR), 9, LIAR), others))
                .isInstanceOfSatisfying(
                        Dismissed.class,
                        dismissed -> assertThat(dismissed.reason()).isEqualTo(Reason.UNKNOWN_MEMBER));
    }

    @Test
    void tooFewSignaturesAreNotTheMembers() {
        assertDismissed(against(Voucher.MEMBERS, lie.note(9, LIAR), 12, 0, 1), Reason.NOT_VOUCHED);
        assertDismissed(against(Voucher.MEMBERS, lie.note(9, LIAR), 12, 0, 0, 0, 1), Reason.NOT_VOUCHED);
    }

    /// With the two swapped, it is the liar's word that the truth is held against.
    @Test
    void theLiarsOwnWordConvictsNobodyElse() {
        Report swapped = new Report(
                NETWORK,
                member(0),
                new Accusation.OtherRoot(
                        Voucher.MEMBERS, truth.note(9, 0, 1, 2), lie.note(12, LIAR), lie.root(9), lie.proof(9, 12)));
        assertDismissed(swapped, Reason.NOT_VOUCHED);
    }

    @Test
    void aSmallerLogSaysNothingOfALargerOne() {
        assertDismissed(
                report(Voucher.MEMBERS, lie.note(9, LIAR), truth.note(8, 0, 1, 2), truth.root(9), List.of()),
                Reason.OLDER_CHECKPOINT);
    }

    @Test
    void anotherNetworksMembersAreNotAccusedHere() {
        Report report = against(Voucher.ITSELF, lie.note(9, LIAR), 9, LIAR);
        assertDismissed(new Report(new NetworkId("other"), NAMED, report.accusation()), Reason.WRONG_NETWORK);
        assertDismissed(
                report.format().replaceFirst("signed\nsalus/demo\n", "signed\nsalus/other\n"), Reason.WRONG_NETWORK);
        assertDismissed(
                report.format().replaceFirst("against\nsalus/demo\n", "against\nsalus/other\n"), Reason.WRONG_NETWORK);
    }

    @Test
    void anotherMembersNameInTheFileAccusesNobody() {
        String text = against(Voucher.MEMBERS, lie.note(9, LIAR), 12, 0, 1, 2).format();
        assertDismissed(text.replace("member member-3\n", "member member-2\n"), Reason.NOT_SIGNED);
        assertDismissed(text.replace("another-root", "two-roots"), Reason.NOT_SIGNED);
        assertDismissed(text.replace("another-root", "wrong-fragment"), Reason.UNSUPPORTED_VERSION);
        assertDismissed(text.replace("report v1", "report v2"), Reason.UNSUPPORTED_VERSION);
    }

    @Test
    void noPartOfAReportConvicts() {
        String text = against(Voucher.MEMBERS, lie.note(9, LIAR), 12, 0, 1, 2).format();
        for (int length = 0; length < text.length(); length++) {
            assertThat(ReportVerifier.verify(text.substring(0, length), anchor()))
                    .as("%s characters", length)
                    .isInstanceOf(Dismissed.class);
        }
        assertDismissed(text.substring(0, text.length() - 1), Reason.TRUNCATED);
        assertDismissed(text.substring(0, text.indexOf("against")), Reason.TRUNCATED);
        assertDismissed("", Reason.MALFORMED);
        assertDismissed(text + "more\n", Reason.MALFORMED);
        assertDismissed(text.replace("\nsigned\n", "\n\n"), Reason.MALFORMED);
    }

    @Test
    void noChangedCharacterConvictsAnybodyOfSomethingElse() {
        String text = against(Voucher.ITSELF, lie.note(9, LIAR), 12, LIAR).format();
        Judgement whole = ReportVerifier.verify(text, anchor());
        assertThat(whole).isInstanceOf(Convicted.class);
        for (int i = 0; i < text.length(); i++) {
            char changed = text.charAt(i) == '7' ? '8' : '7';
            String damaged = text.substring(0, i) + changed + text.substring(i + 1);
            assertThat(ReportVerifier.verify(damaged, anchor()))
                    .as("character %s", i)
                    .isInstanceOf(Dismissed.class);
        }
    }

    /// The vector of docs/formats/report.md.
    @Test
    void writesTheDocumentedReport() {
        assertThat(against(Voucher.MEMBERS, lie.note(3, LIAR), 4, 0, 1, 2).format())
                .isEqualTo(DOCUMENTED);
    }

    private static final String DOCUMENTED = """
            salus report v1
            network demo
            member member-3
            kind another-root
            root lPvQ3YNvUDAWkubQ6t5yjuGexSv/8WBu2AfIV11aqhk=
            proof V8efTzGuApxdS9MLBzwnyU35NDiytGl+Hh7vW8A5SkE=
            proof YcoROfaBWEHVuvLQ0tm9nf7pfImN1ve6DAqpQe5sAes=
            proof WkdmL9ijF9lgSaP59HxV3GfKZgUbqjaD27GbL+CaB7A=
            signed
            salus/demo
            3
            sw2xhT/6ZgbfSrYxxZYIQpMZoNXCkzLrzz6U0yWRMhk=

            \u2014 salus/demo/member-3 VNm+TAAAAABppA4gO6iHYWpN5HTBZVBMJMzPg0kOyjLgYWxRrlZJ+aQqSjR3/rsaHfKuKVt2XOi8nZ3GvWIk3DyUq//zFJQzpdIaCA==
            against
            salus/demo
            4
            l5nzB1F+9RfCIF35tndivzR1ayAJn7ffzOdrzr0nOy4=

            \u2014 salus/demo/member-0 Q5G84QAAAABppA4gUBKYpLwIZvSRslIqNaaTLN70XGiQVy4y3AKjirVtVN/JNG7Nrl9mWePsxQrLMa3AeFLjLN1P2ZeFOYheezxWAQ==
            \u2014 salus/demo/member-1 LINh2QAAAABppA4gdijnkg5Tp22P8fQfOX3TYSt6xD3hhtrhycOx3o08vbvGTZV6VL4SJ+nMzwiodiw25hxoyTixj+B1aHeclZYUDw==
            \u2014 salus/demo/member-2 mUfmRQAAAABppA4gs1rLtSA0SIOKUgxpFIbMWzXvubksWxMuAwjSR4mtEAkdqVXJPh3hm/9UoJjpbdhWSbSXFW92mP+9shFV6gtfAw==
            """;
}
