package health.salus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that no longer fits a reader's head is two files. The few that may be longer are named in
/// `config/long-files.txt`, each with its reason, and leave the list when they shrink.
final class FileLengthTest {
    private static final int MAX_LINES = 300;

    @Test
    void filesAreShort() {
        Repository repository = Repository.here();
        assertThat(longFiles(repository)).isEqualTo(exceptions(repository));
    }

    @Test
    void longFileIsCaught(@TempDir Path root) throws IOException {
        Path module = Files.createDirectories(root.resolve("kernel"));
        Files.writeString(module.resolve("pom.xml"), "<project/>");
        Path sources = Files.createDirectories(module.resolve("src/main/java"));
        Files.write(sources.resolve("Long.java"), Collections.nCopies(MAX_LINES + 1, "// line"));
        Files.write(sources.resolve("Short.java"), Collections.nCopies(MAX_LINES, "// line"));

        assertThat(longFiles(new Repository(root))).containsExactly("kernel/src/main/java/Long.java");
    }

    private static Set<String> longFiles(Repository repository) {
        return repository.javaSources().stream()
                .filter(file -> repository.lines(file).size() > MAX_LINES)
                .map(repository::name)
                .collect(Collectors.toSet());
    }

    /// Lines of the form `path: reason`.
    private static Set<String> exceptions(Repository repository) {
        List<String> lines = repository.lines(repository.root().resolve("config/long-files.txt"));
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> {
                    assertThat(line).as("an exception has a reason").matches("\\S+: \\S.*");
                    return line.substring(0, line.indexOf(": "));
                })
                .collect(Collectors.toSet());
    }
}
