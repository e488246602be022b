package health.salus.cli.shell;

import health.salus.client.api.ApiJson;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// What `salus login` remembers, in a file that only its owner may read. A key stays in its own file.
///
/// @param client who logs in: the id of a registered program, or the principal that the key belongs to
/// @param trust the file with the members that are trusted
public record Login(
        URI node,
        Optional<String> client,
        Optional<String> secret,
        Optional<String> key,
        Optional<String> purpose,
        Optional<String> certificates,
        Optional<String> trust) {

    private static final String FILE = "login.json";

    static Path file(Shell shell) {
        return shell.configuration().resolve(FILE);
    }

    public static Optional<Login> read(Shell shell) {
        Path file = file(shell);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ApiJson.read(Login.class, Files.readAllBytes(file)));
        } catch (IOException | SalusException unreadable) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, file + " cannot be read; log in again with salus login", unreadable);
        }
    }

    public void write(Shell shell) {
        Path file = file(shell);
        try {
            Files.createDirectories(shell.configuration());
            Path draft = file.resolveSibling(FILE + ".new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, ownerOnly(draft));
            Files.writeString(draft, ApiJson.pretty(this) + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, file + ": " + failed.getMessage(), failed);
        }
    }

    public static boolean forget(Shell shell) {
        try {
            return Files.deleteIfExists(file(shell));
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, file(shell) + ": " + failed.getMessage(), failed);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /// The secret stays out of logs.
    @Override
    public String toString() {
        return "Login[" + node + ", " + client.orElse("nobody") + "]";
    }
}
