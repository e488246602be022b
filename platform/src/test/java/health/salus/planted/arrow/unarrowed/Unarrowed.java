package health.salus.planted.arrow.unarrowed;

public record Unarrowed(String name) {}
