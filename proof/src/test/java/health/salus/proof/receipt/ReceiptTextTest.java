package health.salus.proof.receipt;

import static health.salus.proof.receipt.SmallLedger.AUTHOR;
import static health.salus.proof.receipt.SmallLedger.anchor;
import static health.salus.proof.receipt.SmallLedger.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.MemberSet;
import health.salus.proof.transaction.Attestation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The text form of receipts, and what becomes of it in other hands.
class ReceiptTextTest {

    private final Receipt receipt = new SmallLedger().receipt(4);

    @Test
    void rejectsReadableLinesThatSayOtherwise() {
        assertTextRejected(Rejection.SUMMARY_CHANGED, receipt.format().replace("patient-4 key", "patient-5 key"));
        assertTextRejected(Rejection.SUMMARY_CHANGED, receipt.format().replace("refused NOT_AUTHORISED", "accepted"));
        assertTextRejected(Rejection.SUMMARY_CHANGED, receipt.format().replace("command consent.give accepted\n", ""));
        assertTextRejected(
                Rejection.SUMMARY_CHANGED, receipt.format().replace("network demo\n", "network demo\nnote paid\n"));
    }

    @Test
    void namesWhatItCannotRead() {
        assertTextRejected(Rejection.UNSUPPORTED_VERSION, receipt.format().replace("receipt v1", "receipt v2"));
        assertTextRejected(Rejection.MALFORMED, "no receipt\n");
        assertTextRejected(Rejection.MALFORMED, receipt.format().replace("index 4", "index 04"));
        assertTextRejected(Rejection.TRUNCATED, "");
    }

    /// A receipt that lacks its last signature may still have enough of them: then it is not final, or it is a
    /// receipt.
    @Test
    void rejectsEveryTruncation() {
        String text = receipt.format();
        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            Rejection reason = rejection(cut);
            assertThat(reason).as("after %s characters", length).isIn(Rejection.TRUNCATED, Rejection.NOT_FINAL);
        }
    }

    @Test
    void rejectsEveryChangedCharacter() {
        long seed = 6_962L;
        Random random = new Random(seed);
        String text = receipt.format();
        for (int at = 0; at < text.length(); at++) {
            char changed = (char) (32 + random.nextInt(95));
            if (changed != text.charAt(at)) {
                String other = text.substring(0, at) + changed + text.substring(at + 1);
                Verdict verdict = ReceiptVerifier.verify(other, anchor());
                assertThat(verdict).as("seed %s, at %s: %s", seed, at, changed).isInstanceOf(Verdict.Rejected.class);
            }
        }
    }

    @Test
    void showsAMembersAssertionOnOneLine() {
        Attestation asserted = new Attestation.MemberAsserted(
                member(1),
                AUTHOR.verificationKey().id(),
                new PrincipalId("dr-no"),
                "https://issuer.example\nattestation principal-signed patient-1",
                Digest.ZERO);
        assertThat(Summary.attestation(asserted))
                .startsWith("attestation member-asserted member-1 key ")
                .contains(" for dr-no issuer https://issuer.example?attestation?principal-signed?patient-1 token 0000");
    }

    @Test
    void aTrustAnchorIsATextFile() {
        assertThat(TrustAnchor.parse(anchor().format())).isEqualTo(anchor());
        for (CosignatureRequirement required : CosignatureRequirement.values()) {
            TrustAnchor demanding = anchor().requiring(required);
            assertThat(TrustAnchor.parse(demanding.format())).isEqualTo(demanding);
        }
        String silent = anchor().format().replace("require either\n", "");
        assertThat(TrustAnchor.parse(silent)).isEqualTo(anchor());
        assertThatThrownBy(() -> TrustAnchor.parse(anchor().format().replace("require either", "require none")))
                .isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> TrustAnchor.parse(anchor().format() + "more\n"))
                .isInstanceOf(SalusException.class);
    }

    /// docs/formats/receipt.md shows this very file, as a vector for other implementations.
    @Test
    void writesTheDocumentedReceipt() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "formats", "receipt.md"));
        int from = page.indexOf("```\nsalus receipt v1\n") + 4;
        assertThat(page.substring(from, page.indexOf("```", from))).isEqualTo(receipt.format());
    }

    /// docs/formats/trust.md shows the anchor of a network of one member.
    @Test
    void writesTheDocumentedTrustFile() throws IOException {
        TrustAnchor alone = TrustAnchor.of(
                SmallLedger.NETWORK,
                new MemberSet(SmallLedger.members().members().subList(0, 1)));
        String page = Files.readString(Path.of("..", "docs", "formats", "trust.md"));
        int from = page.indexOf("```\nsalus trust v1\n") + 4;
        assertThat(page.substring(from, page.indexOf("```", from))).isEqualTo(alone.format());
    }

    private static void assertTextRejected(Rejection reason, String text) {
        assertThat(rejection(text)).isEqualTo(reason);
    }

    private static Rejection rejection(String text) {
        return switch (ReceiptVerifier.verify(text, anchor())) {
            case Verdict.Rejected rejected -> rejected.reason();
            case Verdict.Verified _ -> throw new AssertionError("verified: " + text);
        };
    }
}
