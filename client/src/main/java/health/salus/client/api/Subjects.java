package health.salus.client.api;

import java.util.List;
import java.util.Optional;

/// A page of subjects. `next` asks for the following one.
public record Subjects(List<Subject> items, Optional<String> next) {}
