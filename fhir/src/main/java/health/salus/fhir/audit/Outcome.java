package health.salus.fhir.audit;

import health.salus.kernel.ErrorCode;

/// How it ended.
public sealed interface Outcome {
    record Success() implements Outcome {}

    /// @param code why not
    record Refused(ErrorCode code) implements Outcome {}

    /// As in R4 valueset-audit-event-outcome: 4 where the caller or the rules are the reason, 8 where the server is.
    default String severity() {
        return switch (this) {
            case Success() -> "0";
            case Refused(ErrorCode code) ->
                switch (code.kind()) {
                    case CALLER, REFUSED -> "4";
                    case UNAVAILABLE, INTERNAL -> "8";
                };
        };
    }
}
