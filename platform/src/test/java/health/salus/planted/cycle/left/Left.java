package health.salus.planted.cycle.left;

import health.salus.planted.cycle.right.Right;

public record Left(Right right) {}
