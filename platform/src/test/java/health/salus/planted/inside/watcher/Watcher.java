package health.salus.planted.inside.watcher;

import health.salus.planted.inside.reader.internal.Drawer;

public record Watcher(Drawer drawer) {}
