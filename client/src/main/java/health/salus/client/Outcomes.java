package health.salus.client;

import com.fasterxml.jackson.databind.JsonNode;
import health.salus.kernel.SalusException;

/// Reads FHIR's OperationOutcome, wherever in an answer it stands.
public final class Outcomes {

    private Outcomes() {}

    /// The refusal that an outcome tells of, with the status that came with it.
    public static SalusException refusal(int status, JsonNode outcome) {
        return Refusals.ofOutcome(status, outcome);
    }
}
