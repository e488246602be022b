package health.salus.vault.store;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a store keeps its files.
///
/// @param pieces volumes of fragments; useless without shares
/// @param shares sealed shares and the list of erasures; useless without the epoch key
/// @param index can be deleted at any time while the store is closed
/// @param keys the epoch key; on another disk, and outside of backups, where that can be had
public record VaultFolders(Path pieces, Path shares, Path index, Path keys) {

    public VaultFolders {
        if (keys.normalize().startsWith(pieces.normalize()) || keys.normalize().startsWith(shares.normalize())) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, "the epoch key must not lie with the data that it protects: " + keys);
        }
    }

    public static VaultFolders under(Path data, Path keys) {
        return new VaultFolders(data.resolve("pieces"), data.resolve("shares"), data.resolve("index"), keys);
    }

    void create() {
        try {
            for (Path folder : new Path[] {pieces, shares, index, keys}) {
                Files.createDirectories(folder);
            }
        } catch (IOException failed) {
            throw StorageFailures.of("cannot create the vault's folders", failed);
        }
    }
}
