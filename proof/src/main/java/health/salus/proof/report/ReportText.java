package health.salus.proof.report;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.proof.Base64Text;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MerkleTree;
import java.util.List;

/// The text form of reports (docs/formats/report.md): lines that say what is claimed, then two signed notes.
final class ReportText {

    static final String FIRST_LINE = "salus report v1";

    /// Two notes of full size, and some lines.
    static final int MAX_CHARACTERS = 2 * CheckpointNote.MAX_BYTES + 64 * 1024;

    private static final String FAMILY = "salus report v";
    private static final String NETWORK = "network ";
    private static final String MEMBER = "member ";
    private static final String KIND = "kind ";
    private static final String ROOT = "root ";
    private static final String PROOF = "proof ";

    /// Lines that no note has.
    private static final String SIGNED = "\nsigned\n";

    static final String AGAINST = "\nagainst\n";

    private ReportText() {}

    static String format(Report report) {
        StringBuilder text = new StringBuilder(FIRST_LINE)
                .append('\n')
                .append(NETWORK)
                .append(report.network())
                .append('\n')
                .append(MEMBER)
                .append(report.member())
                .append('\n');
        return switch (report.accusation()) {
            case Accusation.OtherRoot(
                    Accusation.Voucher voucher,
                    CheckpointNote signed,
                    CheckpointNote against,
                    Digest root,
                    List<Digest> consistency) -> {
                text.append(KIND).append(voucher.word()).append('\n');
                text.append(ROOT).append(root.octets().base64());
                consistency.forEach(hash ->
                        text.append('\n').append(PROOF).append(hash.octets().base64()));
                yield text.append(SIGNED)
                        .append(signed.text())
                        .append(AGAINST.substring(1))
                        .append(against.text())
                        .toString();
            }
        };
    }

    static Report parse(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a report has at most " + MAX_CHARACTERS + " characters");
        }
        String first = text.lines().findFirst().orElse("");
        if (!first.equals(FIRST_LINE)) {
            throw new SalusException(
                    first.startsWith(FAMILY) ? ErrorCode.UNSUPPORTED_VERSION : ErrorCode.MALFORMED,
                    "the first line of a report is: " + FIRST_LINE);
        }
        int signed = text.indexOf(SIGNED);
        int against = text.indexOf(AGAINST, Math.max(0, signed));
        if (signed < 0 || against < 0) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a report has a checkpoint after the line signed, and one after against");
        }
        List<String> lines = text.substring(0, signed).lines().skip(1).toList();
        if (lines.size() < 4 || lines.size() > 4 + MerkleTree.MAX_PATH_LENGTH + 1) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a report names a network, a member, a kind, a root and its proof");
        }
        Accusation.Voucher voucher = Accusation.Voucher.ofWord(value(lines.get(2), KIND))
                .orElseThrow(() -> new SalusException(
                        ErrorCode.UNSUPPORTED_VERSION, "the report is of a kind that is not known here"));
        return new Report(
                new NetworkId(value(lines.get(0), NETWORK)),
                new MemberId(value(lines.get(1), MEMBER)),
                new Accusation.OtherRoot(
                        voucher,
                        CheckpointNote.parse(text.substring(signed + SIGNED.length(), against + 1)),
                        CheckpointNote.parse(text.substring(against + AGAINST.length())),
                        digest(lines.get(3), ROOT),
                        lines.stream().skip(4).map(line -> digest(line, PROOF)).toList()));
    }

    private static Digest digest(String line, String prefix) {
        return new Digest(Base64Text.parse(value(line, prefix)));
    }

    private static String value(String line, String prefix) {
        if (!line.startsWith(prefix)) {
            throw new SalusException(ErrorCode.MALFORMED, "the report lacks the line that begins with: " + prefix);
        }
        return line.substring(prefix.length());
    }
}
