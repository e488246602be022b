package health.salus.proof.witness;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.Base64Text;
import health.salus.proof.Decimal;
import java.util.List;

/// The checkpoint of any log (C2SP tlog-checkpoint, "Note text"). Those of Salus's own logs have the narrower form of
/// [health.salus.proof.Checkpoint].
///
/// @param origin the log's name, which is a URL by advice only
/// @param extensions lines that are signed, and of which a witness says nothing
public record LogCheckpoint(String origin, long size, Digest root, List<String> extensions) {

    /// As long as the messages of later kinds of cosignature can name (C2SP tlog-cosignature, "ML-DSA-44 signed
    /// message").
    public static final int MAX_ORIGIN_BYTES = 255;

    private static final int LINES = 3;

    public LogCheckpoint {
        extensions = List.copyOf(extensions);
        if (size < 0) {
            throw new SalusException(ErrorCode.MALFORMED, "the size of a log is not negative");
        }
        if (origin.isEmpty() || Octets.utf8(origin).length() > MAX_ORIGIN_BYTES) {
            throw new SalusException(ErrorCode.MALFORMED, "an origin has 1 to " + MAX_ORIGIN_BYTES + " bytes");
        }
        if (isNoLine(origin) || extensions.stream().anyMatch(line -> line.isEmpty() || isNoLine(line))) {
            throw new SalusException(ErrorCode.MALFORMED, "a checkpoint consists of lines that are not empty");
        }
    }

    /// C2SP signed-note, "Format": no control character but the newlines between lines.
    private static boolean isNoLine(String line) {
        return line.chars().anyMatch(c -> c < ' ');
    }

    /// The text that is signed, with its final newline.
    public String text() {
        StringBuilder text = new StringBuilder(origin)
                .append('\n')
                .append(size)
                .append('\n')
                .append(root.octets().base64())
                .append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    public static LogCheckpoint parse(String text) {
        // Limit -1 keeps what follows the last newline, which must be nothing.
        List<String> lines = List.of(text.split("\n", -1));
        if (lines.size() <= LINES || !lines.getLast().isEmpty()) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a checkpoint has an origin, a size, and a root in base64, each on a line");
        }
        return new LogCheckpoint(
                lines.get(0),
                Decimal.parse(lines.get(1)),
                new Digest(Base64Text.parse(lines.get(2))),
                lines.subList(LINES, lines.size() - 1));
    }
}
