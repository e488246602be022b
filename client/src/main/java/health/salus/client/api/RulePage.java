package health.salus.client.api;

import java.util.List;
import java.util.Optional;

/// Rules of the consortium, in the order in which they were first proposed.
///
/// @param next what to send as `after` for those that follow
public record RulePage(List<RuleSummary> items, Optional<String> next) {}
