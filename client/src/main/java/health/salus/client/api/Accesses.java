package health.salus.client.api;

import java.util.List;
import java.util.Optional;

/// A page of accesses, newest first. `next` asks for the following one.
public record Accesses(List<Access> items, Optional<String> next) {}
