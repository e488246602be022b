package health.salus.vault.store;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;

/// What a failed system call means to the operator.
final class StorageFailures {

    private StorageFailures() {}

    static SalusException of(String what, IOException failed) {
        return new SalusException(isFull(failed) ? ErrorCode.STORAGE_FULL : ErrorCode.STORAGE_FAILED, what, failed);
    }

    /// Java has no type for ENOSPC and EDQUOT; the text of the C library tells them from the rest.
    private static boolean isFull(IOException failed) {
        String message = String.valueOf(failed.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded");
    }
}
