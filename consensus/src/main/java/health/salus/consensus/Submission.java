package health.salus.consensus;

import health.salus.kernel.ErrorCode;

/// What became of a submission.
public sealed interface Submission {

    /// In the queue. Nothing is promised until a round with the transaction is delivered.
    record Accepted() implements Submission {}

    /// Not taken; the code says whether and when to try again.
    record Refused(ErrorCode code, String detail) implements Submission {}

    static Submission accepted() {
        return new Accepted();
    }

    static Submission refused(ErrorCode code, String detail) {
        return new Refused(code, detail);
    }

    default boolean isAccepted() {
        return this instanceof Accepted;
    }
}
