package health.salus.node.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Writes the story: numbered steps, wrapped text, and for each result the time that it took. Colours and a moving
/// progress bar appear on a terminal only; in a file every line is plain and stays.
final class Narrator {

    /// Longer lines of prose are hard to read, however wide the window is.
    private static final int MAX_COLUMNS = 100;

    private static final int MIN_COLUMNS = 40;
    private static final int BAR_COLUMNS = 24;
    private static final String INDENT = "    ";
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final Duration REDRAW = Duration.ofMillis(100);

    private final PrintStream out;
    private final Terminal terminal;
    private final LongSupplier nanoClock;
    private int step;
    private long stepStart;
    private long nextRedraw;

    /// What the console can do. `columns` is 0 when it is no terminal.
    record Terminal(int columns, boolean colours, boolean unicode) {

        static final Terminal PLAIN = new Terminal(0, false, false);

        boolean interactive() {
            return columns > 0;
        }

        int textColumns() {
            return interactive() ? Math.clamp(columns - 1, MIN_COLUMNS, MAX_COLUMNS) : MAX_COLUMNS;
        }

        /// From what the launcher found out; `NO_COLOR` is honoured.
        static Terminal ofEnvironment() {
            String columns = System.getenv().getOrDefault("SALUS_TERMINAL", "");
            boolean unicode = System.getProperty("stdout.encoding", "")
                    .toUpperCase(Locale.ROOT)
                    .startsWith("UTF");
            if (!columns.matches("[1-9][0-9]{0,3}")) {
                return new Terminal(0, false, unicode);
            }
            return new Terminal(Integer.parseInt(columns), System.getenv("NO_COLOR") == null, unicode);
        }
    }

    Narrator(PrintStream out, Terminal terminal, LongSupplier nanoClock) {
        this.out = out;
        this.terminal = terminal;
        this.nanoClock = nanoClock;
    }

    void title(String text) {
        out.println();
        out.println(Style.BOLD.on(text, terminal));
    }

    /// Begins a step: its heading, and what it is about.
    void step(String heading, String explanation) {
        step++;
        out.println();
        String number = String.format(Locale.ROOT, "%2d", step);
        out.println(Style.CYAN.on(number, terminal) + "  " + Style.BOLD.on(heading, terminal));
        prose(explanation);
        stepStart = nanoClock.getAsLong();
        nextRedraw = stepStart;
    }

    void prose(String text) {
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : text.split("\\s+")) {
            if (line.length() > INDENT.length() && line.length() + word.length() > terminal.textColumns()) {
                out.println(line.toString().stripTrailing());
                line = new StringBuilder(INDENT);
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }

    /// A line that is not wrapped: an address or a command to copy.
    void line(String text) {
        out.println(INDENT + text);
    }

    /// Moves the bar; where there is no terminal, progress is left out and the result has the numbers.
    void progress(long done, long total) {
        long now = nanoClock.getAsLong();
        if (!terminal.interactive() || total <= 0 || (now < nextRedraw && done < total)) {
            return;
        }
        nextRedraw = now + REDRAW.toNanos();
        int filled = (int) (BAR_COLUMNS * Math.min(done, total) / total);
        String bar = "[" + "#".repeat(filled) + "-".repeat(BAR_COLUMNS - filled) + "]";
        out.print(CLEAR_LINE + INDENT + bar + String.format(Locale.ROOT, " %,d of %,d", done, total));
        out.flush();
    }

    /// A fact in the middle of a step, below its explanation.
    void detail(String text) {
        clearProgress();
        out.println(INDENT + Style.DIM.on(text, terminal));
    }

    /// Ends a step as the story wants it.
    void achieved(String result) {
        clearProgress();
        mark(Style.GREEN, terminal.unicode() ? "\u2713" : "ok", result);
    }

    /// Ends a step that a rule forbade: this is the right outcome as well, but another colour.
    void refused(String result) {
        clearProgress();
        mark(Style.YELLOW, terminal.unicode() ? "\u2717" : "no", result);
    }

    void failed(String result) {
        clearProgress();
        mark(Style.RED, terminal.unicode() ? "\u2717" : "FAILED", result);
    }

    private void mark(Style style, String sign, String result) {
        Duration took = Duration.ofNanos(nanoClock.getAsLong() - stepStart);
        String time = took(took);
        int gap = terminal.textColumns() - INDENT.length() - sign.length() - 1 - result.length() - time.length();
        out.println(INDENT + style.on(sign, terminal) + " " + result + " ".repeat(Math.max(2, gap))
                + Style.DIM.on(time, terminal));
    }

    private void clearProgress() {
        if (terminal.interactive()) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }

    static String took(Duration duration) {
        long millis = duration.toMillis();
        return millis < 1_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }

    /// Escape sequences of ECMA-48 "select graphic rendition", used on terminals only.
    private enum Style {
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        CYAN("36");

        private final String code;

        Style(String code) {
            this.code = code;
        }

        String on(String text, Terminal terminal) {
            return terminal.colours() && terminal.interactive() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
        }
    }
}
