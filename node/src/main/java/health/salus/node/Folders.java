package health.salus.node;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Folders of a member's data.
final class Folders {

    private Folders() {}

    /// The folder, which is there from now on.
    static Path make(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.CONFIGURATION, "data: " + folder + " cannot be written", failed);
        }
    }
}
