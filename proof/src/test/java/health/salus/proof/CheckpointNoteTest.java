package health.salus.proof;

import static health.salus.proof.CosignatureRequirement.BOTH;
import static health.salus.proof.CosignatureRequirement.ED25519;
import static health.salus.proof.CosignatureRequirement.EITHER;
import static health.salus.proof.CosignatureRequirement.ML_DSA_44;
import static health.salus.proof.FourMembers.CHECKPOINT;
import static health.salus.proof.FourMembers.entry;
import static health.salus.proof.FourMembers.keys;
import static health.salus.proof.FourMembers.member;
import static health.salus.proof.FourMembers.members;
import static health.salus.proof.FourMembers.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointNoteTest {

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

    @Test
    void carriesBothKindsOfSignatures() {
        CheckpointNote note = note(kinds(new int[] {0, 1, 2}, new int[] {0, 1, 2}));
        String[] lines = note.text().split("\n", -1);
        // Key hash, time and signature: 4 + 8 + 2420 bytes.
        assertThat(Octets.ofBase64(lines[7].substring(lines[7].lastIndexOf(' ') + 1))
                        .length())
                .isEqualTo(2432);
        assertThat(CheckpointNote.parse(note.encode())).isEqualTo(note);
        assertThat(note.only(CosignatureKind.ED25519)).isEqualTo(note(0, 1, 2));
    }

    /// Members of four that have signed with Ed25519, with ML-DSA-44, and what is final then.
    static Stream<Arguments> kindsAreCountedApart() {
        int[] none = {};
        int[] two = {0, 1};
        int[] three = {1, 2, 3};
        return Stream.of(
                Arguments.of(three, none, Set.of(ED25519, EITHER)),
                Arguments.of(none, three, Set.of(ML_DSA_44, EITHER)),
                Arguments.of(three, three, Set.of(ED25519, ML_DSA_44, EITHER, BOTH)),
                Arguments.of(three, two, Set.of(ED25519, EITHER)),
                Arguments.of(two, three, Set.of(ML_DSA_44, EITHER)),
                // Four members have signed with one key or the other, and neither kind is complete.
                Arguments.of(two, new int[] {2, 3}, Set.of()),
                Arguments.of(none, none, Set.of()));
    }

    @ParameterizedTest
    @MethodSource
    void kindsAreCountedApart(int[] ed25519, int[] mlDsa44, Set<CosignatureRequirement> met) {
        CheckpointNote note = note(kinds(ed25519, mlDsa44));
        for (CosignatureRequirement required : CosignatureRequirement.values()) {
            assertThat(note.isFinal(members(4), required)).as("%s", required).isEqualTo(met.contains(required));
            assertThat(CosignatureRequirement.ofWord(required.word())).contains(required);
        }
        assertThat(CosignatureRequirement.ofWord("neither")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isWorthNothingWithOneForgedSignatureOfEitherKind(CosignatureKind kind) {
        List<Cosignature> cosignatures = kinds(new int[] {0, 1, 2}, new int[] {0, 1, 2});
        Cosignature sound = signed(kind, 3);
        byte[] signature = sound.signature().toArray();
        signature[5] ^= 1;
        cosignatures.add(
                new Cosignature(sound.member(), kind, sound.keyHash(), sound.timeSeconds(), Octets.wrap(signature)));
        CheckpointNote note = note(cosignatures);
        assertThat(note.check(members(4)).forged()).containsExactly(member(3));
        for (CosignatureRequirement required : CosignatureRequirement.values()) {
            assertThat(note.isFinal(members(4), required)).isFalse();
        }
    }

    @Test
    void theNoteOfTheLargestSetIsNotTooLarge() {
        List<Cosignature> cosignatures = new ArrayList<>();
        for (int i = 0; i < MemberSet.MAX_MEMBERS; i++) {
            MemberId longest = new MemberId("m".repeat(60) + (1000 + i));
            cosignatures.add(new Cosignature(
                    longest, CosignatureKind.ED25519, Octets.wrap(new byte[4]), 0, Octets.wrap(new byte[64])));
            cosignatures.add(new Cosignature(
                    longest, CosignatureKind.ML_DSA_44, Octets.wrap(new byte[4]), 0, Octets.wrap(new byte[2420])));
        }
        assertThat(CheckpointNote.parse(note(cosignatures).encode())).isEqualTo(note(cosignatures));
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
        MemberSet uneven = new MemberSet(List.of(entry(0, 7), entry(1, 1), entry(2, 2)));
        assertThat(note(0).isFinal(uneven)).isTrue();
        assertThat(note(1, 2).isFinal(uneven)).isFalse();
        MemberSet heavy = new MemberSet(List.of(entry(0, MemberEntry.MAX_WEIGHT), entry(1, MemberEntry.MAX_WEIGHT)));
        assertThat(heavy.isFinal(Set.of(member(0)))).isFalse();
        assertThat(heavy.isFinal(Set.of(member(0), member(1)))).isTrue();
    }

    @Test
    void isWorthNothingWithOneForgedSignature() {
        List<Cosignature> cosignatures = new ArrayList<>(note(0, 1, 2).cosignatures());
        Cosignature last = cosignatures.removeLast();
        cosignatures.add(
                new Cosignature(last.member(), last.kind(), last.keyHash(), last.timeSeconds() + 1, last.signature()));
        cosignatures.add(signed(CosignatureKind.ED25519, 3));
        CheckpointNote note = new CheckpointNote(CHECKPOINT, cosignatures);
        assertThat(note.check(members(4)).forged()).containsExactly(member(2));
        assertThat(note.check(members(4)).ed25519()).containsExactly(member(0), member(1), member(3));
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
        CheckpointKeys own = entry.checkpointKeys();
        CheckpointKeys others = keys(9).publicKeys();
        for (CheckpointKeys sharing : List.of(
                own,
                new CheckpointKeys(own.ed25519(), others.mlDsa44()),
                new CheckpointKeys(others.ed25519(), own.mlDsa44()))) {
            MemberEntry second = new MemberEntry(member(9), 1, sharing);
            assertThatThrownBy(() -> new MemberSet(List.of(entry, second))).isInstanceOf(SalusException.class);
        }
        assertThatThrownBy(() -> new MemberSet(List.of())).isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> new MemberEntry(member(0), 0, entry.checkpointKeys()))
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
        return note(kinds(signers, new int[0]));
    }

    private static CheckpointNote note(List<Cosignature> cosignatures) {
        return new CheckpointNote(CHECKPOINT, cosignatures);
    }

    private static List<Cosignature> kinds(int[] ed25519, int[] mlDsa44) {
        List<Cosignature> cosignatures = new ArrayList<>();
        Arrays.stream(ed25519).forEach(i -> cosignatures.add(signed(CosignatureKind.ED25519, i)));
        Arrays.stream(mlDsa44).forEach(i -> cosignatures.add(signed(CosignatureKind.ML_DSA_44, i)));
        return cosignatures;
    }
}
