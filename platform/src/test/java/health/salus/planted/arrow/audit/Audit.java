package health.salus.planted.arrow.audit;

import health.salus.planted.arrow.consent.Given;

public record Audit(Given given) {}
