package health.salus.client.api;

import java.util.List;
import java.util.Optional;

/// A page of organisations. `next` asks for the following one.
public record Organisations(List<Organisation> items, Optional<String> next) {}
