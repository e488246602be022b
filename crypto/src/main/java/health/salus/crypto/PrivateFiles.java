package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// Files that only their owner may read. On a file system without POSIX permissions the directory must protect them.
public final class PrivateFiles {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private PrivateFiles() {}

    /// Creates the file with its permissions in one step, so that it is at no time open to others, and makes it
    /// durable.
    public static void create(Path file, Octets content) {
        FileAttribute<?>[] attributes = isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, attributes)) {
            var remaining = content.asReadOnlyBuffer();
            while (remaining.hasRemaining()) {
                channel.write(remaining);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException exists) {
            throw new SalusException(ErrorCode.ALREADY_EXISTS, file + " exists and is not replaced", exists);
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, "cannot write " + file, failed);
        }
    }

    /// Puts a new private file in the place of any that is there, whole: a reader sees the old one or the new one.
    public static void replace(Path file, Octets content) {
        Path whole = file.toAbsolutePath();
        Path draft = whole.resolveSibling(whole.getFileName() + ".new");
        try {
            Files.createDirectories(whole.getParent());
            Files.deleteIfExists(draft);
            create(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, "cannot write " + file, failed);
        }
    }

    public static void requirePrivate(Path file) {
        try {
            if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new SalusException(
                        ErrorCode.CONFIGURATION,
                        "others may read " + file + ": set its permissions to 0600, and make a new key if they could");
            }
        } catch (IOException unreadable) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, "cannot read the permissions of " + file, unreadable);
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
