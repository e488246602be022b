package health.salus.vault.store;

import health.salus.vault.doubles.InMemoryPieceStore;

class InMemoryPieceStoreTest extends PieceStoreContract {

    @Override
    PieceStore open() {
        return new InMemoryPieceStore(time);
    }
}
