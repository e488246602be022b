package health.salus.planted.cycle.right;

import health.salus.planted.cycle.left.Left;

public record Right(Left left) {}
