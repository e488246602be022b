package health.salus.architecture.planted.client;

public record Caller() {}
