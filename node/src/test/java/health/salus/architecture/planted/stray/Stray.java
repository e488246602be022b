package health.salus.architecture.planted.stray;

record Stray(String name) {}
