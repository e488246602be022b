package health.salus.proof;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;

/// The size and the root of a network's log: three lines of text (C2SP tlog-checkpoint, "Note text"). Extension
/// lines are not used, and refused.
public record Checkpoint(NetworkId network, long size, Digest root) {

    private static final String ORIGIN_PREFIX = "salus/";
    private static final int LINES = 3;

    public Checkpoint {
        if (size < 0) {
            throw new SalusException(ErrorCode.MALFORMED, "the size of a log is not negative");
        }
        if (size == 0 && !root.equals(MerkleTree.EMPTY_ROOT)) {
            throw new SalusException(ErrorCode.MALFORMED, "an empty log has one root only");
        }
    }

    public static Checkpoint of(NetworkId network, long size, Digest root) {
        return new Checkpoint(network, size, root);
    }

    /// The log's name, which is the first line.
    public String origin() {
        return origin(network);
    }

    static String origin(NetworkId network) {
        return ORIGIN_PREFIX + network.value();
    }

    /// The text that is signed, with its final newline.
    public String text() {
        return origin() + "\n" + size + "\n" + root.octets().base64() + "\n";
    }

    public static Checkpoint parse(String text) {
        // Limit -1 keeps what follows the last newline, which must be nothing.
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES + 1 || !lines[LINES].isEmpty() || !lines[0].startsWith(ORIGIN_PREFIX)) {
            throw malformed();
        }
        NetworkId network = new NetworkId(lines[0].substring(ORIGIN_PREFIX.length()));
        Digest root = new Digest(Base64Text.parse(lines[2]));
        return new Checkpoint(network, Decimal.parse(lines[1]), root);
    }

    private static SalusException malformed() {
        return new SalusException(
                ErrorCode.MALFORMED, "a checkpoint has three lines: salus/<network>, the size and the root in base64");
    }
}
