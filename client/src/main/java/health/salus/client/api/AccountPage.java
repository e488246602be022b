package health.salus.client.api;

import java.util.List;
import java.util.Optional;

/// A page of accounts, by name. `next` asks for the following one.
public record AccountPage(List<Account> items, Optional<String> next) {}
