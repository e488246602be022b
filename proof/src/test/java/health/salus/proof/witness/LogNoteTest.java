package health.salus.proof.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.NoteSignature;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Notes and keys of others, as published.
class LogNoteTest {

    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    private static final String LINE = "\u2014 example.com/behind-the-sofa"
            + " Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

    /// The checksum database of the Go project, whose origin is not its key's name.
    @Test
    void readsTheSignedTreeOfAnotherLog() {
        NoteKey key = NoteKey.parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");
        LogNote note = LogNote.parse("""
                go.sum database tree
                30055305
                mXfgRcJ0bG0j3CPdKwgGWtUzBUbX67saZGRmFuJGGsM=

                \u2014 sum.golang.org Az3grpgEild5qw7+5dtV13Kf1C2Xurm8q4fhdxvcsDHnqNTaxL2AFjBY+2TyGKevucFcAAlWFJJYle3EJlDCrQ+y3A8=
                """);
        assertThat(key.kind()).isEqualTo(NoteKey.Kind.NOTE);
        assertThat(key.text()).startsWith("sum.golang.org+033de0ae+");
        assertThat(NoteSigners.of(note, List.of(key)).signers()).containsExactly(key);
        LogNote other = new LogNote(
                new LogCheckpoint(
                        note.checkpoint().origin(),
                        30_055_304,
                        note.checkpoint().root(),
                        List.of()),
                note.signatures());
        assertThat(NoteSigners.of(other, List.of(key)).forged()).containsExactly(key);
    }

    /// A request that the tests of litewitness send, and its log's key.
    @Test
    void readsARequestOfAnotherImplementation() {
        String origin = "sigsum.org/v1/tree/985ea163f5af026723561354f51f2ebcdcf2af809ce254ccfb64aa9aadd80f90";
        WitnessRequest request = WitnessRequest.parse(Octets.utf8("old 0\n\n" + origin + """

                1
                KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

                \u2014 %s 7BKT0gOfNZ1J0So9unY3BZtm2YkPIoNYM/dce0Z2avJDs8dxN6ts9bOSwwrVrbjm6P9K3ZxpK6jJngOG6YvGGzV/lwo=
                """.replace("%s", origin)));
        NoteKey key = new NoteKey(
                origin,
                NoteKey.Kind.NOTE,
                VerificationKey.ed25519(
                        Octets.ofHex("52c05edad1bf5feffa81354faae59a655d9a9a1a793ed2f62c39c26c0be2aecd")));
        WitnessedLog log = new WitnessedLog.ByKey(origin, List.of(key));
        assertThat(log.isSigned(request.note())).isTrue();
        assertThat(SeenCheckpoint.NONE.judge(request)).isInstanceOf(SeenCheckpoint.Judgement.Grown.class);
        assertThat(request.encode())
                .isEqualTo(WitnessRequest.parse(request.encode()).encode());
    }

    @Test
    void keepsEveryLineWhoeverItIsBy() {
        String text = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\nan extension\n\n" + LINE
                + "\u2014 somebody.example " + Octets.of(new byte[3000]).base64() + "\n";
        LogNote note = LogNote.parse(Octets.utf8(text));
        assertThat(note.signatures()).hasSize(2);
        assertThat(note.text()).isEqualTo(text);
        NoteSignature further = TestKeys.witness(7).line(note.checkpoint(), TestKeys.signing(7), TestKeys.TIME);
        assertThat(note.with(List.of(further)).text()).isEqualTo(text + further.line() + "\n");
        LogNote once = note.with(List.of(further));
        assertThat(once.with(List.of(further))).isEqualTo(once);
    }

    @Test
    void cosignsTheWholeTextWithItsExtensions() {
        LogCheckpoint checkpoint =
                new LogCheckpoint("example.com/log", 5, new Digest(Octets.ofBase64(ROOT)), List.of("one", "two"));
        NoteKey key = TestKeys.witness(1);
        NoteSignature line = key.line(checkpoint, TestKeys.signing(1), TestKeys.TIME);
        Octets message = Octets.utf8("cosignature/v1\ntime 1772359200\nexample.com/log\n5\n" + ROOT + "\none\ntwo\n");
        assertThat(line.signature().slice(0, 8).hex()).isEqualTo("0000000069a40e20");
        assertThat(key.key().verify(message, line.signature().slice(8, 72))).isTrue();
        assertThat(key.verifies(checkpoint, line)).isTrue();
        assertThat(key.verifies(new LogCheckpoint(checkpoint.origin(), 5, checkpoint.root(), List.of("one")), line))
                .isFalse();
        assertThat(TestKeys.witness(2).verifies(checkpoint, line)).isFalse();
        assertThat(NoteKey.parse(key.text())).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com\n1\n" + ROOT + "\n",
                "example.com\n1\n" + ROOT + "\n\n",
                "example.com\n1\n" + ROOT + "\n\n\u2014 name\n",
                "example.com\n01\n" + ROOT + "\n\n" + LINE,
                "example.com\n-1\n" + ROOT + "\n\n" + LINE,
                "example.com\n1\nCsUY\n\n" + LINE,
                "\n1\n" + ROOT + "\n\n" + LINE,
                "example.com\n1\n\n" + LINE,
                "example.com\n1\n" + ROOT + "\n\next\n\n" + LINE,
                "example.com\t\n1\n" + ROOT + "\n\n" + LINE,
                "example.com\r\n1\n" + ROOT + "\n\n" + LINE,
                "example.com\n1\n" + ROOT + "\n\n" + LINE + "x"
            })
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> LogNote.parse(Octets.utf8(text)))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED));
    }

    @Test
    void refusesBytesThatAreNoText() {
        Octets good = Octets.utf8("example.com\n1\n" + ROOT + "\n\n" + LINE);
        Octets bad = Octets.concat(Octets.of((byte) 0xff), good);
        assertThat(LogNote.parse(good).checkpoint().size()).isEqualTo(1);
        assertThatThrownBy(() -> LogNote.parse(bad)).isInstanceOf(SalusException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name",
                "name+00000000",
                "sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
                "sum.golang.com+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
                "sum.golang.org+033DE0AE+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
                "sum.golang.org+033de0ae+As4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
                "sum.golang.org+033de0ae+Ac4zctda",
                "sum golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
            })
    void refusesKeysThatWereMistyped(String text) {
        assertThatThrownBy(() -> Objects.requireNonNull(NoteKey.parse(text))).isInstanceOf(SalusException.class);
    }
}
