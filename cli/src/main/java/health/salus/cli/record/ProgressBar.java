package health.salus.cli.record;

import health.salus.cli.shell.Shell;
import health.salus.client.bulk.BulkImport.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// How far an import has come: one moving line on a terminal, a line now and then elsewhere.
final class ProgressBar implements AutoCloseable {

    private static final int BAR_COLUMNS = 24;
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration LINE = Duration.ofSeconds(10);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Shell shell;
    private final Instant begin;
    private Instant next;

    ProgressBar(Shell shell, Instant begin) {
        this.shell = shell;
        this.begin = begin;
        this.next = shell.terminal().interactive() ? begin : begin.plus(LINE);
    }

    synchronized void reached(Progress progress) {
        Instant now = shell.surroundings().time().now();
        if (now.isBefore(next)) {
            return;
        }
        if (shell.terminal().interactive()) {
            next = now.plus(REDRAW);
            shell.err().print(CLEAR_LINE + bar(progress) + text(progress, now));
            shell.err().flush();
        } else {
            next = now.plus(LINE);
            shell.err().println(text(progress, now));
        }
    }

    private static String bar(Progress progress) {
        int filled = (int) (BAR_COLUMNS * progress.filesDone() / Math.max(1, progress.files()));
        return "[" + "#".repeat(filled) + "-".repeat(BAR_COLUMNS - filled) + "] ";
    }

    private String text(Progress progress, Instant now) {
        long millis = Math.max(1, Duration.between(begin, now).toMillis());
        return String.format(
                Locale.ROOT,
                "%,d of %,d files, %,d resources, %,d a second%s",
                progress.filesDone(),
                progress.files(),
                progress.resources(),
                progress.resources() * 1_000 / millis,
                progress.refusals() == 0 ? "" : ", " + progress.refusals() + " refused");
    }

    @Override
    public synchronized void close() {
        if (shell.terminal().interactive()) {
            shell.err().print(CLEAR_LINE);
            shell.err().flush();
        }
    }
}
