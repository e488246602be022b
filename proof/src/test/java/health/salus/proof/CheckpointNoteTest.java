package health.salus.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.Secret;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.SigningKey;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointNoteTest {

    private static final NetworkId NETWORK = new NetworkId("demo");
    private static final Checkpoint CHECKPOINT = Checkpoint.of(
            NETWORK, 20_852_163, new Digest(Octets.ofBase64("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")));
    private static final Instant TIME = Instant.ofEpochSecond(1_679_315_147L);

    /// The signature line of the specification's example verifies with a key that hashes to its key hash; here the
    /// message is made from the specification's own text, which is the fact that two implementations must agree on.
    @Test
    void signsTheMessageOfTheSpecification() {
        Cosignature cosignature = Cosignature.sign(CHECKPOINT, member(0), key(0), TIME);
        Octets message = Octets.utf8("""
                cosignature/v1
                time 1679315147
                salus/demo
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
                """);
        assertThat(key(0).verificationKey().verify(message, cosignature.signature()))
                .isTrue();
        assertThat(cosignature.verify(CHECKPOINT, key(0).verificationKey())).isTrue();
        assertThat(cosignature.verify(CHECKPOINT, key(1).verificationKey())).isFalse();
    }

    @Test
    void hashesKeysAsTheSpecificationDoes() {
        VerificationKey key = key(0).verificationKey();
        Digest hash = Digest.sha256(Octets.utf8("salus/demo/member-0\n"), Octets.of((byte) 4), key.encoded());
        assertThat(Cosignature.sign(CHECKPOINT, member(0), key(0), TIME).keyHash())
                .isEqualTo(hash.octets().slice(0, 4));
        assertThat(members(1).members().getFirst().verifierKey(NETWORK))
                .isEqualTo("salus/demo/member-0+" + hash.octets().slice(0, 4).hex() + "+"
                        + Octets.concat(Octets.of((byte) 4), key.encoded()).base64());
    }

    @Test
    void isASignedNote() {
        CheckpointNote note = note(0, 1, 2);
        String[] lines = note.text().split("\n", -1);
        assertThat(lines).hasSize(8);
        assertThat(lines[3]).isEmpty();
        assertThat(lines[4]).startsWith("\u2014 salus/demo/member-0 ");
        // Key hash, time and signature: 4 + 8 + 64 bytes.
        assertThat(Octets.ofBase64(lines[4].substring(lines[4].lastIndexOf(' ') + 1))
                        .length())
                .isEqualTo(76);
        assertThat(CheckpointNote.parse(note.text())).isEqualTo(note);
        assertThat(CheckpointNote.parse(note.encode())).isEqualTo(note);
    }

    /// The checkpoint of the specification's own example, but for its origin: its two signatures are by keys that
    /// are no members'.
    @Test
    void passesOverSignaturesOfOthers() {
        String others = """
                \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
                \u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
                """;
        CheckpointNote note = CheckpointNote.parse(note(0, 1, 2).text() + others);
        assertThat(note).isEqualTo(note(0, 1, 2));
        assertThat(note.isFinal(members(4))).isTrue();
    }

    @Test
    void isFinalWithMoreThanTwoThirdsOfTheWeight() {
        assertThat(note(0, 1).isFinal(members(4))).isFalse();
        assertThat(note(0, 1, 2).isFinal(members(4))).isTrue();
        // Exactly two thirds is not more.
        assertThat(note(0, 1).isFinal(members(3))).isFalse();
        assertThat(note(0, 1, 2).isFinal(members(3))).isTrue();
        assertThat(note(0).isFinal(members(1))).isTrue();
        assertThat(note(0, 0, 0).isFinal(members(4))).isFalse();
    }

    @Test
    void countsWeightsAndNotHeads() {
        MemberSet uneven = new MemberSet(List.of(
                new MemberEntry(member(0), 7, key(0).verificationKey()),
                new MemberEntry(member(1), 1, key(1).verificationKey()),
                new MemberEntry(member(2), 2, key(2).verificationKey())));
        assertThat(note(0).isFinal(uneven)).isTrue();
        assertThat(note(1, 2).isFinal(uneven)).isFalse();
        MemberSet heavy = new MemberSet(List.of(
                new MemberEntry(member(0), MemberEntry.MAX_WEIGHT, key(0).verificationKey()),
                new MemberEntry(member(1), MemberEntry.MAX_WEIGHT, key(1).verificationKey())));
        assertThat(heavy.isFinal(Set.of(member(0)))).isFalse();
        assertThat(heavy.isFinal(Set.of(member(0), member(1)))).isTrue();
    }

    @Test
    void isWorthNothingWithOneForgedSignature() {
        List<Cosignature> cosignatures = new ArrayList<>(note(0, 1, 2).cosignatures());
        Cosignature last = cosignatures.removeLast();
        cosignatures.add(new Cosignature(last.member(), last.keyHash(), last.timeSeconds() + 1, last.signature()));
        cosignatures.add(Cosignature.sign(CHECKPOINT, member(3), key(3), TIME));
        CheckpointNote note = new CheckpointNote(CHECKPOINT, cosignatures);
        assertThat(note.check(members(4)).forged()).containsExactly(member(2));
        assertThat(note.check(members(4)).signers()).containsExactly(member(0), member(1), member(3));
        assertThat(note.isFinal(members(4))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "salus/demo\n1\n",
                "salus/demo\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "salus/demo\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "salus/demo\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "salus/demo\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "salus/demo\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
                "salus/demo\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
                "salus/demo\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
                "salus/demo\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nextension\n",
                "salus/demo\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "other/demo\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "salus/de mo\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                ""
            })
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(SalusException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "signed\n", "\u2014 name\n", "\u2014 na+me AAAAAAA=\n", "\u2014 name AAAA\n"})
    void refusesNotesWithoutSoundSignatureLines(String lines) {
        String text = CHECKPOINT.text() + "\n" + lines;
        assertThatThrownBy(() -> CheckpointNote.parse(text)).isInstanceOf(SalusException.class);
    }

    @Test
    void aSetHasEachMemberAndEachKeyOnce() {
        MemberEntry entry = members(1).members().getFirst();
        assertThatThrownBy(() -> new MemberSet(List.of(entry, entry))).isInstanceOf(SalusException.class);
        MemberEntry sharing = new MemberEntry(member(9), 1, entry.checkpointKey());
        assertThatThrownBy(() -> new MemberSet(List.of(entry, sharing))).isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> new MemberSet(List.of())).isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> new MemberEntry(member(0), 0, entry.checkpointKey()))
                .isInstanceOf(SalusException.class);
    }

    @Test
    void aSetHasOneEncoding() {
        MemberSet reversed = new MemberSet(members(4).members().reversed());
        assertThat(reversed).isEqualTo(members(4));
        assertThat(reversed.digest()).isEqualTo(members(4).digest());
        assertThat(MemberSet.decode(reversed.encode())).isEqualTo(reversed);
    }

    private static CheckpointNote note(int... signers) {
        return new CheckpointNote(
                CHECKPOINT,
                Arrays.stream(signers)
                        .mapToObj(i -> Cosignature.sign(CHECKPOINT, member(i), key(i), TIME))
                        .toList());
    }

    private static MemberSet members(int count) {
        List<MemberEntry> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new MemberEntry(member(i), 1, key(i).verificationKey()));
        }
        return new MemberSet(members);
    }

    private static MemberId member(int number) {
        return new MemberId("member-" + number);
    }

    private static SigningKey key(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return InMemorySigningKey.fromSeed(SignatureAlgorithm.ED25519, Secret.of(bytes));
    }
}
