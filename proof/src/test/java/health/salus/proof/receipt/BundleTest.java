package health.salus.proof.receipt;

import static health.salus.proof.receipt.ChangingLedger.FIRST;
import static health.salus.proof.receipt.ChangingLedger.FIRST_CHANGE;
import static health.salus.proof.receipt.ChangingLedger.SECOND;
import static health.salus.proof.receipt.ChangingLedger.SECOND_CHANGE;
import static health.salus.proof.receipt.ChangingLedger.SIZE;
import static health.salus.proof.receipt.ChangingLedger.THIRD;
import static health.salus.proof.receipt.ChangingLedger.anchor;
import static health.salus.proof.receipt.SmallLedger.NETWORK;
import static health.salus.proof.receipt.SmallLedger.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.CosignatureKind;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.MemberEntry;
import health.salus.proof.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A receipt and the bundle beside it.
class BundleTest {

    private static final TrustAnchor BOTH = anchor().requiring(CosignatureRequirement.BOTH);
    private static final TrustAnchor ML_DSA_44 = anchor().requiring(CosignatureRequirement.ML_DSA_44);

    private final ChangingLedger ledger = new ChangingLedger();
    private final Receipt receipt = ledger.receipt(SIZE);
    private final Bundle bundle = ledger.bundle(SIZE, SIZE);

    @Test
    void leadsToMembersThatCameLater() {
        rejected(Rejection.UNKNOWN_MEMBERS, ReceiptVerifier.verify(receipt.format(), anchor()));
        Verdict.Verified verified = verified(ReceiptVerifier.verify(receipt.format(), bundle.format(), anchor()));
        assertThat(verified.signers())
                .isEqualTo(Set.copyOf(
                        THIRD.members().stream().map(MemberEntry::member).toList()));
        assertThat(Bundle.parse(bundle.format())).isEqualTo(bundle);
    }

    @Test
    void bringsTheSignaturesThatAReceiptLeavesOut() {
        Receipt early = ledger.receipt(4);
        Bundle beside = ledger.bundle(4, 4);
        assertThat(verified(ReceiptVerifier.verify(early, anchor())).complete())
                .containsExactly(CosignatureKind.ED25519);
        for (TrustAnchor demanding : List.of(BOTH, ML_DSA_44)) {
            rejected(Rejection.NOT_FINAL, ReceiptVerifier.verify(early, demanding));
            assertThat(verified(ReceiptVerifier.verify(early, beside, demanding))
                            .complete())
                    .containsExactlyInAnyOrder(CosignatureKind.values());
        }
    }

    /// Each receipt of the log's life with each bundle from its size on.
    @Test
    void mayBeOfALaterCheckpoint() {
        for (int early = 1; early <= SIZE; early++) {
            Receipt small = ledger.receipt(early);
            for (int late = early; late <= SIZE; late++) {
                verified(ReceiptVerifier.verify(small, ledger.bundle(early, late), BOTH));
            }
        }
    }

    @Test
    void mustContinueTheReceiptsLog() {
        Receipt early = ledger.receipt(6);
        rejected(Rejection.BUNDLE_OF_ANOTHER_LOG, ReceiptVerifier.verify(early, bundle, anchor()));
        rejected(Rejection.BUNDLE_OF_ANOTHER_LOG, ReceiptVerifier.verify(early, ledger.bundle(5, SIZE), anchor()));
        rejected(Rejection.BUNDLE_OF_ANOTHER_LOG, ReceiptVerifier.verify(early, ledger.bundle(5, 5), anchor()));
        Bundle own = ledger.bundle(6, 6);
        Bundle other = new Bundle(new NetworkId("other"), MemberChain.EMPTY, own.consistency(), own.note());
        rejected(Rejection.BUNDLE_OF_ANOTHER_LOG, ReceiptVerifier.verify(early, other, anchor()));
    }

    /// Old members whose keys were taken, or who do not want to go, sign on.
    @Test
    void refusesMembersThatHadEnded() {
        for (int size : new int[] {FIRST_CHANGE + 1, SECOND_CHANGE, SIZE}) {
            Receipt byOld = ledger.receipt(size, FIRST);
            rejected(
                    Rejection.MEMBERS_NOT_IN_FORCE, ReceiptVerifier.verify(byOld, ledger.bundle(size, size), anchor()));
            // Who has no bundle cannot know: SECURITY.md says so.
            verified(ReceiptVerifier.verify(byOld, anchor()));
        }
        verified(ReceiptVerifier.verify(
                ledger.receipt(FIRST_CHANGE, FIRST), ledger.bundle(FIRST_CHANGE, FIRST_CHANGE), anchor()));
    }

    @Test
    void refusesMembersThatHadNotBegun() {
        Receipt byNew = ledger.receipt(FIRST_CHANGE, SECOND);
        rejected(
                Rejection.MEMBERS_NOT_IN_FORCE,
                ReceiptVerifier.verify(byNew, ledger.bundle(FIRST_CHANGE, FIRST_CHANGE), anchor()));
        TrustAnchor late = TrustAnchor.of(NETWORK, SECOND);
        rejected(
                Rejection.MEMBERS_NOT_IN_FORCE,
                ReceiptVerifier.verify(ledger.receipt(FIRST_CHANGE), ledger.bundle(FIRST_CHANGE, SIZE), late));
    }

    /// The bundle's own checkpoint is for those to sign who hold the votes at its size.
    @Test
    void refusesABundleWhoseCheckpointOldMembersSigned() {
        Bundle byOld = with(ledger.signed(SIZE, FIRST));
        rejected(Rejection.NOT_FINAL, ReceiptVerifier.verify(receipt, byOld, BOTH));
    }

    @Test
    void refusesABundleWithABrokenChain() {
        Bundle gap = new Bundle(NETWORK, MemberChain.of(List.of(ledger.secondLink())), List.of(), bundle.note());
        rejected(Rejection.LINK_MISSING, ReceiptVerifier.verify(receipt, gap, anchor()));
        Bundle shorter = new Bundle(NETWORK, MemberChain.of(List.of(ledger.firstLink())), List.of(), bundle.note());
        rejected(Rejection.MEMBERS_NOT_IN_CHAIN, ReceiptVerifier.verify(receipt, shorter, anchor()));
    }

    @Test
    void oneForgedSignatureInTheBundleIsOneTooMany() {
        List<Cosignature> cosignatures = new ArrayList<>(bundle.note().cosignatures());
        cosignatures.set(7, ledger.signed(SIZE - 1, THIRD).cosignatures().get(7));
        rejected(
                Rejection.COSIGNATURE_FORGED,
                ReceiptVerifier.verify(
                        receipt, with(new CheckpointNote(bundle.note().checkpoint(), cosignatures)), anchor()));
    }

    @Test
    void asksOfTheBundleHowOldItIsToo() {
        verified(ReceiptVerifier.verify(receipt, bundle, BOTH.requiringNewerThan(TIME)));
        rejected(
                Rejection.STALE, ReceiptVerifier.verify(receipt, bundle, BOTH.requiringNewerThan(TIME.plusSeconds(1))));
    }

    /// Whoever signs a log today says nothing of how the state of yesterday has changed since.
    @Test
    void aValueOfAnOldBlockIsStaleHoweverLateTheLogIsSigned() {
        Instant later = TIME.plusSeconds(60);
        TrustAnchor demanding = anchor().requiringNewerThan(later);
        verified(ReceiptVerifier.verify(ledger.stateReceipt(4, 4, later), demanding));
        verified(ReceiptVerifier.verify(ledger.stateReceipt(4, 8, later), anchor().requiringNewerThan(TIME)));
        rejected(Rejection.STALE, ReceiptVerifier.verify(ledger.stateReceipt(4, 8, later), demanding));
        verified(ReceiptVerifier.verify(ledger.stateReceipt(4, 8, later), anchor()));
    }

    @Test
    void namesWhatItCannotRead() {
        String text = bundle.format();
        rejected(Rejection.UNSUPPORTED_VERSION, verify(text.replace("bundle v1", "bundle v2")));
        rejected(Rejection.TRUNCATED, verify(""));
        rejected(Rejection.TRUNCATED, verify(text.substring(0, text.length() - 1)));
        rejected(Rejection.BUNDLE_MALFORMED, verify("no bundle\n"));
        rejected(Rejection.BUNDLE_MALFORMED, verify(text + "more\n"));
        rejected(Rejection.BUNDLE_MALFORMED, verify(text.replaceFirst("network demo", "network other")));
        for (int length = 0; length < text.length(); length += 101) {
            rejects(verify(text.substring(0, length)));
        }
    }

    @Test
    void rejectsChangedCharacters() {
        long seed = 8_214L;
        Random random = new Random(seed);
        String text = bundle.format();
        for (int at = 0; at < text.length(); at += 1 + random.nextInt(300)) {
            char changed = text.charAt(at) == 'A' ? 'B' : 'A';
            String other = text.substring(0, at) + changed + text.substring(at + 1);
            // A changed key name, or key hash, makes a signature one by somebody else, and there are others.
            Verdict verdict = verify(other);
            if (verdict instanceof Verdict.Verified) {
                assertThat(other.substring(0, at).lines().toList().getLast())
                        .as("seed %s, at %s", seed, at)
                        .startsWith("\u2014 ")
                        .hasSizeLessThan("\u2014 salus/demo/member-0 AAAAAA".length());
            }
        }
    }

    /// In a log of a billion entries, all of them empty but for one, with four members who have all signed.
    @Test
    void aReceiptIsBelowFourKilobytesAtABillionEntries() {
        long size = 1_000_000_000;
        long index = 123_456_789;
        Octets entry = receipt.entry();
        MerkleTree.NodeReader nodes = new EvenLog(entry, index);
        CheckpointNote note = ChangingLedger.signed(Checkpoint.of(NETWORK, size, MerkleTree.root(size, nodes)), FIRST);
        Receipt large = Receipt.of(
                new Receipt.OfTransaction(
                        SmallLedger.transaction(0).envelope(),
                        SmallLedger.outcome(0).encode(),
                        Optional.of(SmallLedger.AUTHOR.verificationKey())),
                FIRST,
                entry,
                new Receipt.Inclusion(index, MerkleTree.inclusion(index, size, nodes)),
                note);

        assertThat(verified(ReceiptVerifier.verify(large.format(), anchor())).index())
                .isEqualTo(index);
        assertThat(large.inclusion().path()).hasSize(30);
        assertThat(large.format().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4_000);
    }

    private record EvenLog(Octets entry, long index) implements MerkleTree.NodeReader {
        @Override
        public Digest node(int level, long at) {
            if (index >> level == at) {
                return level == 0
                        ? MerkleTree.leafHash(entry)
                        : MerkleTree.nodeHash(node(level - 1, 2 * at), node(level - 1, 2 * at + 1));
            }
            Digest even = MerkleTree.leafHash(Octets.EMPTY);
            for (int i = 0; i < level; i++) {
                even = MerkleTree.nodeHash(even, even);
            }
            return even;
        }
    }

    private Verdict verify(String bundleText) {
        return ReceiptVerifier.verify(receipt.format(), bundleText, BOTH);
    }

    private Bundle with(CheckpointNote note) {
        return new Bundle(NETWORK, bundle.chain(), bundle.consistency(), note);
    }

    private static Verdict.Verified verified(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Verified verified -> verified;
            case Verdict.Rejected rejected -> throw new AssertionError(rejected);
        };
    }

    private static void rejected(Rejection reason, Verdict verdict) {
        assertThat(rejects(verdict)).as("%s", verdict).isEqualTo(reason);
    }

    private static Rejection rejects(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Rejected rejected -> rejected.reason();
            case Verdict.Verified _ -> throw new AssertionError("verified");
        };
    }
}
