package health.salus.client.api;

import java.util.List;
import java.util.Optional;

/// A page of principals, in the order of their registration. `next` asks for the following one.
public record PrincipalPage(List<Principal> items, Optional<String> next) {}
