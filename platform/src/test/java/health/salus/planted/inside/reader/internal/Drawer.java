package health.salus.planted.inside.reader.internal;

public record Drawer(String label) {}
