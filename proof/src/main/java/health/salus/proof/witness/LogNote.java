package health.salus.proof.witness;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.CheckpointNote;
import health.salus.proof.NoteSignature;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The checkpoint of any log with every signature line that came with it, whoever it is by (C2SP signed-note).
public record LogNote(LogCheckpoint checkpoint, List<NoteSignature> signatures) {

    public LogNote {
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty() || signatures.size() > CheckpointNote.MAX_SIGNATURES) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a note has 1 to " + CheckpointNote.MAX_SIGNATURES + " signatures");
        }
    }

    /// With further lines at the end; those that stand there already are not repeated.
    public LogNote with(List<NoteSignature> further) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        further.stream().filter(line -> !signatures.contains(line)).forEach(all::add);
        return new LogNote(checkpoint, all);
    }

    public String text() {
        StringBuilder text = new StringBuilder(checkpoint.text()).append('\n');
        signatures.forEach(signature -> text.append(signature.line()).append('\n'));
        return text.toString();
    }

    public Octets encode() {
        return Octets.utf8(text());
    }

    public static LogNote parse(Octets encoded) {
        if (encoded.length() > CheckpointNote.MAX_BYTES) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE, "a checkpoint note has at most " + CheckpointNote.MAX_BYTES + " bytes");
        }
        return parse(strictly(encoded));
    }

    static LogNote parse(String text) {
        // The last empty line separates the text from the signatures.
        int blank = text.lastIndexOf("\n\n");
        if (blank < 0 || !text.endsWith("\n") || blank + 2 == text.length()) {
            throw new SalusException(ErrorCode.MALFORMED, "a signed note is a text, an empty line and signature lines");
        }
        return new LogNote(LogCheckpoint.parse(text.substring(0, blank + 1)), signatures(text.substring(blank + 2)));
    }

    /// Signature lines alone, as a witness answers with.
    public static List<NoteSignature> signatures(Octets lines) {
        if (lines.length() > CheckpointNote.MAX_BYTES) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE, "signatures have at most " + CheckpointNote.MAX_BYTES + " bytes");
        }
        return signatures(strictly(lines));
    }

    private static List<NoteSignature> signatures(String lines) {
        String[] split = lines.substring(0, Math.max(0, lines.length() - 1)).split("\n", -1);
        if (!lines.endsWith("\n") || split.length > CheckpointNote.MAX_SIGNATURES) {
            throw new SalusException(
                    ErrorCode.MALFORMED,
                    "signatures are 1 to " + CheckpointNote.MAX_SIGNATURES + " lines, each with its newline");
        }
        return Arrays.stream(split).map(NoteSignature::parse).toList();
    }

    /// "Signed notes MUST be valid UTF-8": what another reader decodes otherwise would be another text.
    static String strictly(Octets encoded) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(encoded.toArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new SalusException(ErrorCode.MALFORMED, "a note is valid UTF-8", malformed);
        }
    }
}
