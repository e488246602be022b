package health.salus.cli.shell;

import java.io.Serial;

/// Ends a command for a reason that lies with the command line, and not with a node: something was not given, or the
/// person at the keyboard said no.
public final class Halt extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String detail;
    private final String next;

    private Halt(ExitCode exitCode, String detail, String next) {
        super(detail);
        this.exitCode = exitCode;
        this.detail = detail;
        this.next = next;
    }

    /// Something is missing or does not go together.
    public static Halt usage(String detail, String next) {
        return new Halt(ExitCode.USAGE, detail, next);
    }

    /// What this program was to run did not work.
    public static Halt broken(String detail, String next) {
        return new Halt(ExitCode.INTERNAL, detail, next);
    }

    /// The node said no to who asked.
    public static Halt refused(String detail, String next) {
        return new Halt(ExitCode.REFUSED, detail, next);
    }

    /// What was said does not hold.
    public static Halt notProven(String detail, String next) {
        return new Halt(ExitCode.NOT_VERIFIED, detail, next);
    }

    /// Somebody said no.
    public static Halt declined() {
        return new Halt(ExitCode.REFUSED, "not signed", "Nothing was sent.");
    }

    ExitCode exitCode() {
        return exitCode;
    }

    String detail() {
        return detail;
    }

    String next() {
        return next;
    }
}
