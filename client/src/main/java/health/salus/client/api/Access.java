package health.salus.client.api;

import health.salus.kernel.Digest;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One access to a patient's record, or the refusal of one.
///
/// @param outcome `shown`, `refused` or `emergency`
/// @param shown what was shown, a line for each resource type; empty for a refusal
/// @param refusal the code, for a refusal
/// @param consent the consent that it rested on
/// @param deferred whether it happened in a downtime and was reported later
/// @param transaction the transaction that carries it, for its receipt
public record Access(
        Instant time,
        OrganisationId organisation,
        String organisationName,
        PrincipalId reader,
        Optional<String> readerName,
        String purpose,
        String outcome,
        List<Shown> shown,
        Optional<String> refusal,
        Optional<String> consent,
        Optional<SessionId> session,
        boolean deferred,
        Optional<Digest> transaction) {

    /// How many resources of one type.
    public record Shown(String type, long count) {}
}
