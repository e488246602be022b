package health.salus.architecture.planted.platform;

import health.salus.architecture.planted.vault.internal.Shelf;

record ShelfReader(Shelf shelf) {}
