package health.salus.client.api;

import health.salus.kernel.SubjectId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Asks to open a patient's record.
///
/// @param purpose a code of HL7 PurposeOfUse, such as `TREAT`
/// @param types FHIR resource types; empty for all that is permitted
/// @param reason why it cannot wait: needed for `BTG` and `ETREAT`, and for them only
public record SessionRequest(
        SubjectId subject, String purpose, List<String> types, Optional<Duration> duration, Optional<String> reason) {}
