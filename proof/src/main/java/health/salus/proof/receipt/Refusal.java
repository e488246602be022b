package health.salus.proof.receipt;

/// Ends the checks at the first reason.
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Rejection reason;
    private final String detail;

    Refusal(Rejection reason, String detail) {
        super(detail);
        this.reason = reason;
        this.detail = detail;
    }

    Rejection reason() {
        return reason;
    }

    String detail() {
        return detail;
    }
}
