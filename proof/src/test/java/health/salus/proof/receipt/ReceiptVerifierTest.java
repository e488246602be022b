package health.salus.proof.receipt;

import static health.salus.proof.receipt.SmallLedger.AUTHOR;
import static health.salus.proof.receipt.SmallLedger.NETWORK;
import static health.salus.proof.receipt.SmallLedger.STATE_KEY;
import static health.salus.proof.receipt.SmallLedger.STATE_VALUE;
import static health.salus.proof.receipt.SmallLedger.TIME;
import static health.salus.proof.receipt.SmallLedger.anchor;
import static health.salus.proof.receipt.SmallLedger.cosigned;
import static health.salus.proof.receipt.SmallLedger.key;
import static health.salus.proof.receipt.SmallLedger.keys;
import static health.salus.proof.receipt.SmallLedger.member;
import static health.salus.proof.receipt.SmallLedger.members;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.crypto.CoseSign1;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.CosignatureKind;
import health.salus.proof.LogEntry;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.receipt.Receipt.Inclusion;
import health.salus.proof.receipt.Receipt.OfTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiptVerifierTest {

    private final SmallLedger ledger = new SmallLedger();
    private final Receipt receipt = ledger.receipt(4);
    private final OfTransaction content = (OfTransaction) receipt.content();

    @Test
    void verifiesATransactionFromTheTextAlone() {
        Verdict verdict = ReceiptVerifier.verify(receipt.format(), anchor());
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Verified.class, verified -> {
            assertThat(verified.signers()).containsExactlyInAnyOrder(member(0), member(1), member(3));
            assertThat(verified.index()).isEqualTo(4);
            assertThat(verified.entry().time()).isEqualTo(TIME);
            assertThat(verified.fact()).isInstanceOfSatisfying(Verdict.TransactionFact.class, fact -> {
                assertThat(fact.transaction()).isEqualTo(SmallLedger.transaction(4));
                assertThat(fact.outcome()).isEqualTo(SmallLedger.outcome(4));
                assertThat(fact.authorChecked()).isTrue();
            });
        });
        assertThat(Receipt.parse(receipt.format())).isEqualTo(receipt);
    }

    @Test
    void isReadableWithoutATool() {
        assertThat(receipt.format().lines().toList())
                .contains(
                        "salus receipt v1",
                        "network demo",
                        "time 2026-03-01T10:00:00Z",
                        "attestation principal-signed patient-4 key "
                                + AUTHOR.verificationKey().id(),
                        "command consent.give accepted",
                        "command records.amend refused NOT_AUTHORISED",
                        "index 4");
    }

    @Test
    void verifiesAReceiptWithoutTheAuthorsKey() {
        Receipt without = with(new OfTransaction(content.envelope(), content.outcome(), Optional.empty()));
        assertThat(ReceiptVerifier.verify(without.format(), anchor()))
                .isInstanceOfSatisfying(
                        Verdict.Verified.class,
                        verified -> assertThat(((Verdict.TransactionFact) verified.fact()).authorChecked())
                                .isFalse());
    }

    @Test
    void verifiesAValueOfTheStateAndTheAbsenceOfOne() {
        Receipt present = ledger.stateReceipt(STATE_KEY, Optional.of(STATE_VALUE));
        assertThat(ReceiptVerifier.verify(present.format(), anchor()))
                .isInstanceOfSatisfying(
                        Verdict.Verified.class,
                        verified -> assertThat(verified.fact())
                                .isEqualTo(new Verdict.StateFact(1, STATE_KEY, Optional.of(STATE_VALUE))));
        Digest unknown = Digest.sha256(Octets.utf8("unknown"));
        assertThat(ReceiptVerifier.verify(
                        ledger.stateReceipt(unknown, Optional.empty()).format(), anchor()))
                .isInstanceOf(Verdict.Verified.class);
        assertRejected(Rejection.STATE_NOT_PROVEN, ledger.stateReceipt(STATE_KEY, Optional.empty()));
        assertRejected(Rejection.STATE_NOT_PROVEN, ledger.stateReceipt(STATE_KEY, Optional.of(Octets.EMPTY)));
        assertRejected(Rejection.STATE_NOT_PROVEN, ledger.stateReceipt(unknown, Optional.of(STATE_VALUE)));
    }

    @Test
    void rejectsAnExchangedTransaction() {
        Octets other = SmallLedger.transaction(5).envelope();
        assertRejected(
                Rejection.TRANSACTION_SWAPPED, with(new OfTransaction(other, content.outcome(), content.signer())));
    }

    @Test
    void rejectsAnExchangedOutcome() {
        Octets other = SmallLedger.outcome(5).encode();
        assertRejected(Rejection.OUTCOME_SWAPPED, with(new OfTransaction(content.envelope(), other, content.signer())));
    }

    @Test
    void rejectsAnExchangedEntry() {
        Receipt other = ledger.receipt(5);
        assertRejected(
                Rejection.TRANSACTION_SWAPPED,
                new Receipt(content, receipt.members(), other.entry(), other.inclusion(), other.note()));
        Receipt header = ledger.stateReceipt(STATE_KEY, Optional.of(STATE_VALUE));
        assertRejected(
                Rejection.TRANSACTION_SWAPPED,
                new Receipt(content, receipt.members(), header.entry(), header.inclusion(), header.note()));
    }

    @Test
    void rejectsAKeyThatTheTransactionDoesNotName() {
        VerificationKey other = key(51).verificationKey();
        assertRejected(
                Rejection.RESIGNED, with(new OfTransaction(content.envelope(), content.outcome(), Optional.of(other))));
    }

    /// Even when a forged envelope got into the log: the receipt shows that the named key did not sign.
    @Test
    void rejectsASignatureThatTheNamedKeyDidNotMake() {
        Octets payload = SmallLedger.transaction(4).signature().payload();
        Octets forged = CoseSign1.sign(payload, key(51)).encode();
        LogEntry.TransactionEntry entry = (LogEntry.TransactionEntry) LogEntry.decode(receipt.entry());
        LogEntry logged = new LogEntry.TransactionEntry(
                entry.version(),
                NETWORK,
                Digest.sha256(SmallLedger.transaction(4).transaction().salt(), forged),
                entry.outcome(),
                TIME);
        Checkpoint alone = Checkpoint.of(NETWORK, 1, logged.leafHash());
        assertRejected(
                Rejection.SIGNATURE_FORGED,
                Receipt.of(
                        new OfTransaction(forged, content.outcome(), content.signer()),
                        members(),
                        logged.encode(),
                        new Inclusion(0, List.of()),
                        cosigned(alone, 0, 1, 2)));
    }

    @Test
    void rejectsAnIndexBeyondTheTree() {
        assertRejected(
                Rejection.OUT_OF_TREE,
                with(new Inclusion(11, receipt.inclusion().path())));
    }

    @Test
    void rejectsAPathThatIsTooShortOrTooLong() {
        List<Digest> path = new ArrayList<>(receipt.inclusion().path());
        Digest last = path.removeLast();
        assertRejected(Rejection.WRONG_PATH_LENGTH, with(new Inclusion(4, path)));
        path.add(last);
        path.add(last);
        assertRejected(Rejection.WRONG_PATH_LENGTH, with(new Inclusion(4, path)));
    }

    @Test
    void rejectsAPathToAnotherRoot() {
        assertRejected(
                Rejection.NOT_IN_LOG, with(new Inclusion(5, receipt.inclusion().path())));
        assertRejected(
                Rejection.NOT_IN_LOG,
                with(new Inclusion(4, receipt.inclusion().path().reversed())));
    }

    @Test
    void rejectsAnotherNetwork() {
        TrustAnchor other = TrustAnchor.of(new NetworkId("other"), members());
        assertThat(ReceiptVerifier.verify(receipt.format(), other))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class, r -> assertThat(r.reason()).isEqualTo(Rejection.WRONG_NETWORK));
    }

    @Test
    void rejectsMembersThatAreNotTrusted() {
        List<MemberEntry> fewer = members().members().subList(0, 3);
        assertRejected(
                Rejection.UNKNOWN_MEMBERS,
                new Receipt(
                        content,
                        ListedMember.of(new MemberSet(fewer)),
                        receipt.entry(),
                        receipt.inclusion(),
                        receipt.note()));
    }

    @Test
    void rejectsTwoThirdsOfTheWeightOrLess() {
        Checkpoint checkpoint = receipt.note().checkpoint();
        assertRejected(Rejection.NOT_FINAL, with(cosigned(checkpoint, 0, 1)));
        Cosignature again =
                Cosignature.sign(CosignatureKind.ED25519, checkpoint, member(1), keys(1), TIME.plusSeconds(1));
        List<Cosignature> twice = new ArrayList<>(cosigned(checkpoint, 0, 1).cosignatures());
        twice.add(again);
        assertRejected(Rejection.NOT_FINAL, with(new CheckpointNote(checkpoint, twice)));
        assertThat(ReceiptVerifier.verify(with(cosigned(checkpoint, 0, 1, 2, 3)), anchor()))
                .isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void rejectsCosignaturesByOtherKeysInMembersNames() {
        Checkpoint checkpoint = receipt.note().checkpoint();
        List<Cosignature> cosignatures =
                new ArrayList<>(cosigned(checkpoint, 0, 1).cosignatures());
        cosignatures.add(Cosignature.sign(CosignatureKind.ED25519, checkpoint, member(2), keys(77), TIME));
        assertRejected(Rejection.COSIGNED_BY_OTHER_KEYS, with(new CheckpointNote(checkpoint, cosignatures)));
    }

    @Test
    void rejectsACosignatureOfAnotherCheckpoint() {
        Checkpoint earlier = ledger.checkpoint(7);
        assertRejected(
                Rejection.COSIGNATURE_FORGED,
                with(new CheckpointNote(
                        receipt.note().checkpoint(), cosigned(earlier, 0, 1, 2).cosignatures())));
    }

    @Test
    void rejectsProofsThatAreOlderThanAskedFor() {
        String text = ledger.stateReceipt(STATE_KEY, Optional.of(STATE_VALUE)).format();
        assertThat(ReceiptVerifier.verify(text, anchor().requiringNewerThan(TIME)))
                .isInstanceOf(Verdict.Verified.class);
        assertThat(ReceiptVerifier.verify(text, anchor().requiringNewerThan(TIME.plusSeconds(1))))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class, r -> assertThat(r.reason()).isEqualTo(Rejection.STALE));
    }

    private Receipt with(Receipt.Content other) {
        return new Receipt(other, receipt.members(), receipt.entry(), receipt.inclusion(), receipt.note());
    }

    private Receipt with(Inclusion other) {
        return new Receipt(content, receipt.members(), receipt.entry(), other, receipt.note());
    }

    private Receipt with(CheckpointNote other) {
        return new Receipt(content, receipt.members(), receipt.entry(), receipt.inclusion(), other);
    }

    private static void assertRejected(Rejection reason, Receipt receipt) {
        assertThat(rejection(receipt.format())).isEqualTo(reason);
        assertThat(ReceiptVerifier.verify(receipt, anchor()))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class, r -> assertThat(r.reason()).isEqualTo(reason));
    }

    private static Rejection rejection(String text) {
        return switch (ReceiptVerifier.verify(text, anchor())) {
            case Verdict.Rejected rejected -> rejected.reason();
            case Verdict.Verified _ -> throw new AssertionError("verified: " + text);
        };
    }
}
