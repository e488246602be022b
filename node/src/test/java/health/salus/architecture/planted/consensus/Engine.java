package health.salus.architecture.planted.consensus;

public record Engine(String name) {}
