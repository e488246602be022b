package health.salus.client.api;

import health.salus.kernel.Digest;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A session that was opened: until it expires, reads of the subject with this purpose rest on it.
///
/// @param height of the block whose state decided
/// @param consent the consent that it rests on; absent within the author's own organisation
/// @param types the FHIR resource types that it covers; empty for all
public record Session(
        SessionId session,
        SubjectId subject,
        String purpose,
        long height,
        Instant opened,
        Instant expires,
        Optional<String> consent,
        List<String> types,
        Digest transaction) {}
