package health.salus.architecture.planted.vault.internal;

public record Shelf(String label) {}
