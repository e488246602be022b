package health.salus.proof.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.CosignatureKind;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.MerkleTree;
import health.salus.proof.NoteSignature;
import health.salus.proof.receipt.ChangingLedger;
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.witness.SeenCheckpoint.Judgement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a witness says to each request, by what it has seen.
class SeenCheckpointTest {

    private static final String ORIGIN = "example.com/log";
    private static final NoteKey KEY = TestKeys.log(ORIGIN, 1);

    private final Map<String, Digest> nodes = new HashMap<>();
    private final List<Digest> roots = new ArrayList<>(List.of(MerkleTree.EMPTY_ROOT));

    SeenCheckpointTest() {
        MerkleFrontier frontier = MerkleFrontier.empty();
        for (int i = 0; i < 100; i++) {
            frontier.append(Octets.utf8("entry " + i), (level, index, hash) -> nodes.put(level + "/" + index, hash));
            roots.add(frontier.root());
        }
    }

    private SeenCheckpoint seen(int size) {
        return new SeenCheckpoint(size, roots.get(size));
    }

    private WitnessRequest request(int old, int size) {
        return new WitnessRequest(
                old,
                MerkleTree.consistency(
                        old, size, (level, index) -> nodes.getOrDefault(level + "/" + index, Digest.ZERO)),
                note(size, roots.get(size)));
    }

    private static LogNote note(long size, Digest root) {
        LogCheckpoint checkpoint = new LogCheckpoint(ORIGIN, size, root, List.of());
        return new LogNote(checkpoint, List.of(KEY.line(checkpoint, TestKeys.signing(1), TestKeys.TIME)));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "0,100", "1,2", "7,8", "8,9", "64,65", "63,100", "100,100"})
    void cosignsWhatHasOnlyGrown(int old, int size) {
        assertThat(seen(old).judge(WitnessRequest.parse(request(old, size).encode())))
                .isEqualTo(new Judgement.Grown(seen(size)));
    }

    @Test
    void refusesWhatDoesNotFollow() {
        WitnessRequest backwards = new WitnessRequest(9, List.of(), note(8, roots.get(8)));
        assertThat(seen(9).judge(backwards)).isEqualTo(new Judgement.OldBeyondNew());
        assertThat(seen(9).judge(request(8, 20))).isEqualTo(new Judgement.OtherSize());
        assertThat(seen(9).judge(request(0, 20))).isEqualTo(new Judgement.OtherSize());
        assertThat(seen(9).judge(request(9, 9))).isEqualTo(new Judgement.Grown(seen(9)));
        assertThat(seen(9).judge(new WitnessRequest(9, List.of(), note(9, Digest.ZERO))))
                .isEqualTo(new Judgement.OtherRoot());
        assertThat(SeenCheckpoint.NONE.judge(new WitnessRequest(0, List.of(), note(0, Digest.ZERO))))
                .as("an empty log has one root")
                .isEqualTo(new Judgement.OtherRoot());
        assertThat(seen(9).judge(new WitnessRequest(9, request(9, 20).proof(), note(20, roots.get(21)))))
                .isEqualTo(new Judgement.NotConsistent());
        assertThat(new SeenCheckpoint(9, Digest.ZERO).judge(request(9, 20))).isEqualTo(new Judgement.NotConsistent());
        assertThat(seen(9).judge(new WitnessRequest(9, List.of(), note(20, roots.get(20)))))
                .isEqualTo(new Judgement.NotConsistent());
        assertThat(SeenCheckpoint.NONE.judge(new WitnessRequest(0, List.of(Digest.ZERO), note(20, roots.get(20)))))
                .as("from nothing, no proof is due")
                .isEqualTo(new Judgement.NotConsistent());
        assertThat(seen(9).judge(new WitnessRequest(9, List.of(Digest.ZERO), note(9, roots.get(9)))))
                .isEqualTo(new Judgement.NotConsistent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "old\n\n",
                "old 01\n\n",
                "old -1\n\n",
                "Old 1\n\n",
                "old 1 \n\n",
                "old 1\nabc\n\n",
                "old 1\r\n\n"
            })
    void refusesRequestsInOtherForms(String head) {
        Octets body = Octets.concat(Octets.utf8(head), note(1, roots.get(1)).encode());
        assertThatThrownBy(() -> WitnessRequest.parse(body))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED));
    }

    @Test
    void takesAProofOfSixtyThreeHashesAndNoLonger() {
        String hash = Digest.ZERO.octets().base64() + "\n";
        String note = "\n" + note(1, roots.get(1)).text();
        assertThat(WitnessRequest.parse(Octets.utf8("old 1\n" + hash.repeat(63) + note))
                        .proof())
                .hasSize(63);
        assertThatThrownBy(() -> WitnessRequest.parse(Octets.utf8("old 1\n" + hash.repeat(64) + note)))
                .isInstanceOf(SalusException.class);
        Octets large = Octets.of(new byte[WitnessRequest.MAX_BYTES + 1]);
        assertThatThrownBy(() -> WitnessRequest.parse(large))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }

    @Test
    void aLogIsKnownByAnyOfItsKeys() {
        WitnessedLog log = new WitnessedLog.ByKey(ORIGIN, List.of(TestKeys.log(ORIGIN, 2), KEY));
        LogNote note = note(9, roots.get(9));
        assertThat(log.isSigned(note)).isTrue();
        assertThat(new WitnessedLog.ByKey(ORIGIN, List.of(TestKeys.log(ORIGIN, 2))).isSigned(note))
                .isFalse();
        NoteSignature forged =
                TestKeys.log(ORIGIN, 2).line(note(8, roots.get(8)).checkpoint(), TestKeys.signing(2), TestKeys.TIME);
        assertThat(log.isSigned(note.with(List.of(forged))))
                .as("a note with a forged line of a known key is worth nothing")
                .isFalse();
    }

    @Test
    void aNetworkIsKnownByMoreThanTwoThirdsOfItsMembers() {
        NetworkId network = new NetworkId("south");
        List<MemberEntry> entries = new ArrayList<>();
        List<Cosignature> signatures = new ArrayList<>();
        Checkpoint checkpoint = Checkpoint.of(network, 9, roots.get(9));
        for (int i = 1; i <= 4; i++) {
            MemberId member = new MemberId("m" + i);
            entries.add(new MemberEntry(member, 1, TestKeys.cosigning(i).publicKeys()));
            signatures.add(Cosignature.sign(
                    CosignatureKind.ED25519, checkpoint, member, TestKeys.cosigning(i), TestKeys.TIME));
        }
        WitnessedLog log =
                WitnessedLog.ByMembers.of(TrustAnchor.of(network, new MemberSet(entries)), MemberChain.EMPTY);
        assertThat(log.origin()).isEqualTo("salus/south");
        assertThat(log.isSigned(LogNote.parse(new CheckpointNote(checkpoint, signatures.subList(0, 3)).encode())))
                .isTrue();
        assertThat(log.isSigned(LogNote.parse(new CheckpointNote(checkpoint, signatures.subList(0, 2)).encode())))
                .isFalse();
    }

    @Test
    void aNetworkWhoseMembersChangedIsKnownByThoseOfEachSize() {
        ChangingLedger ledger = new ChangingLedger();
        WitnessedLog log = WitnessedLog.ByMembers.of(ChangingLedger.anchor(), ledger.chain());
        assertThat(log.isSigned(note(ledger, ChangingLedger.SIZE, ChangingLedger.THIRD)))
                .isTrue();
        assertThat(log.isSigned(note(ledger, ChangingLedger.SIZE, ChangingLedger.FIRST)))
                .as("by whom it was founded, and who have left")
                .isFalse();
        WitnessedLog founders = WitnessedLog.ByMembers.of(ChangingLedger.anchor(), MemberChain.EMPTY);
        assertThat(founders.isSigned(note(ledger, ChangingLedger.SIZE, ChangingLedger.THIRD)))
                .isFalse();
        assertThatThrownBy(() -> WitnessedLog.ByMembers.of(
                        ChangingLedger.anchor(), MemberChain.of(List.of(ledger.secondLink()))))
                .isInstanceOf(SalusException.class);
    }

    private static LogNote note(ChangingLedger ledger, int size, MemberSet by) {
        return LogNote.parse(ledger.signed(size, by).encode());
    }
}
