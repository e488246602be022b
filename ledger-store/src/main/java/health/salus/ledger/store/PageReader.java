package health.salus.ledger.store;

import java.util.Optional;

/// Where pages of the last block are read from.
@FunctionalInterface
interface PageReader {

    Optional<byte[]> page(byte[] pageKey);
}
