package health.salus.planted.inside.reader;

public record Reader(String name) {}
