package health.salus.vault.store;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Path;

/// The files of one store, and the index over them.
record StoreParts(Room room, Disk disk, Volumes volumes, ShareEpochs epochs, FrameFile erasures, PieceIndex index)
        implements AutoCloseable {

    /// The room that the store's folder has, and must keep.
    record Room(Disk disk, Path folder, long reserveBytes) {

        /// Refuses what would eat into the reserve.
        void require(long bytes) {
            try {
                if (disk.usableBytes(folder) < reserveBytes + bytes) {
                    throw new SalusException(
                            ErrorCode.STORAGE_FULL,
                            "less than " + (reserveBytes >> 20) + " MiB would be left where " + folder + " lies");
                }
            } catch (IOException failed) {
                throw StorageFailures.of("cannot tell how much room is left in " + folder, failed);
            }
        }
    }

    /// Before a commit: an index that failed earlier, for want of room, is opened anew and catches up with the files.
    void settle() {
        if (index.failed()) {
            room.require(0);
            index.renew(() -> new Recovery(this).run());
        }
    }

    @Override
    public void close() {
        volumes.close();
        epochs.close();
        erasures.close();
        index.close();
    }
}
