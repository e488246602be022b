package health.salus.client.api;

import java.util.Optional;

/// The outcome of one command. `code` and `detail` say why it was refused.
public record CommandReport(boolean accepted, Optional<String> code, Optional<String> detail) {}
