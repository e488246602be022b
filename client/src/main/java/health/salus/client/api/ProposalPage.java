package health.salus.client.api;

import java.util.List;
import java.util.Optional;

/// A page of proposals, in the order in which they were made. `next` asks for the following one.
public record ProposalPage(List<Proposal> items, Optional<String> next) {}
