package health.salus.fhir.rest;

import health.salus.fhir.bundle.Method;
import health.salus.fhir.bundle.Preconditions;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Interaction;
import health.salus.fhir.search.QueryParameter;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.List;
import java.util.Optional;

/// One request, with everything about HTTP and formats taken off.
///
/// @param base the absolute address of the interface, without a slash at its end
/// @param path below the base
/// @param json the body: JSON, whatever format it came in
record FhirRequest(
        Caller caller,
        String base,
        Method method,
        List<String> path,
        List<QueryParameter> query,
        Wishes wishes,
        Octets json) {
    /// What the headers say besides the format.
    record Wishes(Preconditions conditions, Prefer prefer, Optional<String> idempotencyKey) {
        static final Wishes NONE = new Wishes(Preconditions.NONE, Prefer.NOTHING, Optional.empty());
    }

    FhirRequest {
        path = List.copyOf(path);
        query = List.copyOf(query);
    }

    /// The first value of a parameter.
    Optional<String> parameter(String name) {
        return query.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(QueryParameter::value)
                .findFirst();
    }

    /// The query as it would stand in a URL, or nothing.
    String queryText() {
        return Urls.query(query);
    }

    Preconditions conditions() {
        return wishes.conditions();
    }

    void require(Interaction interaction, String type) {
        require(caller, interaction, type);
    }

    static void require(Caller caller, Interaction interaction, String type) {
        if (!caller.scopes().permit(interaction, type)) {
            throw new SalusException(ErrorCode.INSUFFICIENT_SCOPE, type + "." + interaction.letter());
        }
    }
}
