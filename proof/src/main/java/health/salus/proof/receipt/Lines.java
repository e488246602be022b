package health.salus.proof.receipt;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;

/// A text, taken line by line; every line ends with a newline.
final class Lines {

    private final String text;
    private int at;
    private boolean ranOut;

    Lines(String text) {
        if (text.length() > ReceiptText.MAX_CHARACTERS) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE, "a receipt has at most " + ReceiptText.MAX_CHARACTERS + " characters");
        }
        this.text = text;
    }

    /// Whether more was asked for than there is.
    boolean ranOut() {
        return ranOut;
    }

    String next() {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            ranOut = true;
            throw new SalusException(ErrorCode.MALFORMED, "the receipt ends early");
        }
        String line = text.substring(at, end);
        at = end + 1;
        return line;
    }

    boolean isNext(String prefix) {
        return text.startsWith(prefix, at);
    }

    boolean isNextEmpty() {
        return isNext("\n");
    }

    void expect(String line) {
        if (!next().equals(line)) {
            throw new SalusException(ErrorCode.MALFORMED, "the receipt lacks the line: " + line);
        }
    }

    /// What follows the prefix in the next line.
    String value(String prefix) {
        String line = next();
        if (!line.startsWith(prefix)) {
            throw new SalusException(ErrorCode.MALFORMED, "the receipt lacks the line that begins with: " + prefix);
        }
        return line.substring(prefix.length());
    }

    List<String> takeWhile(String prefix) {
        List<String> taken = new ArrayList<>();
        while (isNext(prefix)) {
            taken.add(next());
        }
        return taken;
    }

    List<String> takeWhileNot(String prefix) {
        List<String> taken = new ArrayList<>();
        while (!isNext(prefix)) {
            taken.add(next());
        }
        return taken;
    }

    String rest() {
        return text.substring(at);
    }

    /// What is left, as a signed note; without its signatures it was cut.
    String restAsNote() {
        String rest = rest();
        ranOut = !rest.contains("\n\n") || rest.endsWith("\n\n");
        return rest;
    }
}
