package health.salus.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The working copy, which the build names in the property `salus.root`.
record Repository(Path root) {
    static Repository here() {
        String root = System.getProperty("salus.root");
        if (root == null) {
            throw new IllegalStateException("Set -Dsalus.root to the root of the repository");
        }
        return new Repository(Path.of(root).normalize());
    }

    /// Java sources of all modules, production and test, in the order of their paths.
    List<Path> javaSources() {
        return modules().stream()
                .map(module -> module.resolve("src"))
                .flatMap(sources -> files(sources, ".java").stream())
                .toList();
    }

    List<Path> files(Path directory, String suffix) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(path -> path.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The path from the root, with forward slashes on every system.
    String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private List<Path> modules() {
        try (Stream<Path> found = Files.list(root)) {
            return found.filter(directory -> Files.isRegularFile(directory.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
