package health.salus.cli.shell;

import health.salus.kernel.ErrorCode;

/// How a command ended, for scripts (docs/operating/run.md).
public enum ExitCode {
    OK(0),
    /// The node, the rules or the patient said no, or what was sent cannot be used.
    REFUSED(1),
    /// The command line cannot be understood.
    USAGE(2),
    /// The node cannot be reached, or cannot do it now; the same command may succeed later.
    UNAVAILABLE(3),
    /// A receipt, a document or an answer is not proven.
    NOT_VERIFIED(4),
    /// A defect, here or in the node.
    INTERNAL(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public static ExitCode of(ErrorCode code) {
        if (code == ErrorCode.NOT_PROVEN) {
            return NOT_VERIFIED;
        }
        return switch (code.kind()) {
            case CALLER, REFUSED -> REFUSED;
            case UNAVAILABLE -> UNAVAILABLE;
            case INTERNAL -> INTERNAL;
        };
    }
}
