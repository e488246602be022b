package health.salus.cli.shell;

import health.salus.kernel.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads files that were named on the command line. What cannot be read is the command line's matter, and the reason is
/// told in words: what the system says of a missing file is its name.
public final class InputFile {

    private InputFile() {}

    public static Octets read(Path file) {
        try {
            return Octets.wrap(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw unusable(file, unreadable);
        }
    }

    /// For files that are read later: what is not there is told before anything is done.
    public static void requireThere(Path file) {
        if (!Files.exists(file)) {
            throw missing(file);
        }
    }

    private static Halt missing(Path file) {
        return Halt.usage(file + " is not there", "Check its path: " + file.toAbsolutePath());
    }

    private static Halt unusable(Path file, IOException unreadable) {
        if (!Files.exists(file)) {
            return missing(file);
        }
        if (Files.isDirectory(file)) {
            return Halt.usage(file + " is a directory", "Name a file in it.");
        }
        if (!Files.isReadable(file)) {
            return Halt.usage(file + " may not be read by you", "Change its permissions, or ask its owner.");
        }
        return Halt.usage(file + " cannot be read: " + unreadable.getMessage(), "Check the disk that it lies on.");
    }
}
