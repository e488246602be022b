package health.salus.planted.arrow.consent;

public record Given(String what) {}
