package health.salus.client.api;

import java.util.List;

/// The consents of one patient, oldest first.
public record Consents(List<Consent> items) {}
