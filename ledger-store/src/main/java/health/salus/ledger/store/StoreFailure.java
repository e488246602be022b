package health.salus.ledger.store;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// What RocksDB reports, in the words of the documented table.
final class StoreFailure {

    private static final String LOG_SUFFIX = ".log";

    private StoreFailure() {}

    /// A failure to open: the library names a damaged table file, but not a damaged write-ahead log, so these are
    /// named here.
    static SalusException opening(Path directory, RocksDBException cause) {
        SalusException failure = of("the ledger in " + directory + " cannot be opened", cause);
        boolean named = failure.detail().contains(".sst") || failure.detail().contains(LOG_SUFFIX);
        return failure.code() != ErrorCode.CORRUPT || named
                ? failure
                : new SalusException(
                        ErrorCode.CORRUPT, failure.detail() + ", in the write-ahead log " + logs(directory), cause);
    }

    private static String logs(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(LOG_SUFFIX))
                    .sorted()
                    .collect(Collectors.joining(" or "));
        } catch (IOException unreadable) {
            return "of that directory";
        }
    }

    static SalusException of(String what, RocksDBException cause) {
        Optional<Status> status = Optional.ofNullable(cause.getStatus());
        boolean full = status.map(Status::getSubCode)
                        .filter(Status.SubCode.NoSpace::equals)
                        .isPresent()
                || String.valueOf(cause.getMessage()).contains("No space left");
        boolean corrupt = status.map(Status::getCode)
                .filter(Status.Code.Corruption::equals)
                .isPresent();
        ErrorCode code = full ? ErrorCode.STORAGE_FULL : corrupt ? ErrorCode.CORRUPT : ErrorCode.STORAGE_FAILED;
        // RocksDB's text names the file and the place, and holds no values.
        return new SalusException(code, what + ": " + cause.getMessage(), cause);
    }
}
