package health.salus.vault.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Files of one folder that differ by a number in their name.
final class NumberedFiles {

    private NumberedFiles() {}

    /// The numbers there are, in order; other files are passed over.
    static List<Long> list(Path folder, String prefix, String suffix) {
        Pattern name = Pattern.compile(Pattern.quote(prefix) + "([0-9]{10})" + Pattern.quote(suffix));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> name.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(match -> Long.parseLong(match.group(1)))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw StorageFailures.of("cannot list " + folder, failed);
        }
    }
}
