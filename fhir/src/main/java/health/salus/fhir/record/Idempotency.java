package health.salus.fhir.record;

import health.salus.kernel.Digest;

/// The caller's name for a request: a repetition has no second effect, and gets the same answer.
///
/// @param request what was asked, so that a key that comes again with another request is refused
public record Idempotency(String key, Digest request) {}
