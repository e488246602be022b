package health.salus.proof.receipt;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;

/// A text, taken line by line; every line ends with a newline.
final class Lines {

    private static final int CHECKPOINT_LINES = 3;
    private static final String SIGNATURE = "\u2014 ";

    private final String text;
    private final String what;
    private int at;
    private boolean ranOut;

    /// @param what names the text in what is said of it
    Lines(String text, String what, int maxCharacters) {
        if (text.length() > maxCharacters) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE, "a " + what + " has at most " + maxCharacters + " characters");
        }
        this.text = text;
        this.what = what;
    }

    Lines(String text, String what) {
        this(text, what, ReceiptText.MAX_CHARACTERS);
    }

    /// Whether more was asked for than there is.
    boolean ranOut() {
        return ranOut;
    }

    String next() {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            ranOut = true;
            throw new SalusException(ErrorCode.MALFORMED, "the " + what + " ends early");
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
            throw new SalusException(ErrorCode.MALFORMED, "the " + what + " lacks the line: " + line);
        }
    }

    /// A first line that ends with the version.
    void expectVersion(String line) {
        String family = line.substring(0, line.length() - 1);
        String first = next();
        if (!first.equals(line)) {
            throw new SalusException(
                    first.startsWith(family) ? ErrorCode.UNSUPPORTED_VERSION : ErrorCode.MALFORMED,
                    "the first line of a " + what + " is: " + line);
        }
    }

    /// What follows the prefix in the next line.
    String value(String prefix) {
        String line = next();
        if (!line.startsWith(prefix)) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "the " + what + " lacks the line that begins with: " + prefix);
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

    /// A signed note of a checkpoint among other lines: what follows does not begin like a signature.
    String note() {
        StringBuilder note = new StringBuilder();
        for (int i = 0; i < CHECKPOINT_LINES; i++) {
            note.append(next()).append('\n');
        }
        expect("");
        note.append('\n');
        takeWhile(SIGNATURE).forEach(line -> note.append(line).append('\n'));
        return note.toString();
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
