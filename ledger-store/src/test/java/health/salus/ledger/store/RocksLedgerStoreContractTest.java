package health.salus.ledger.store;

import health.salus.ledger.block.LedgerStore;
import health.salus.testkit.ledger.LedgerStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RocksLedgerStoreContractTest extends LedgerStoreContract {

    @TempDir
    Path directory;

    @Override
    protected LedgerStore open() {
        return new RocksLedgerStore(directory);
    }

    @Override
    protected LedgerStore reopen(LedgerStore closed) {
        closed.close();
        return open();
    }
}
