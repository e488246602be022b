package health.salus.fhir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// The public data sets beside the repository, for tests with the tag `testdata`.
public final class TestData {
    private static final Path ROOT = Path.of(System.getProperty("salus.testdata", "../../shared/data"));

    private TestData() {}

    public static List<Path> examples() {
        return files("fhir-r4-examples", _ -> 0);
    }

    /// Hospitals and practitioners first, since the patients refer to them.
    public static List<Path> synthea() {
        return files("synthea", file -> file.startsWith("hospital") ? 0 : file.startsWith("practitioner") ? 1 : 2);
    }

    private static List<Path> files(String folder, ToIntFunction<String> order) {
        Comparator<Path> byName = Comparator.comparing(Path::toString);
        Comparator<Path> byOrder = Comparator.comparingInt(
                file -> order.applyAsInt(file.getFileName().toString()));
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().contains(".json"))
                    .sorted(byOrder.thenComparing(byName))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] read(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return Files.readAllBytes(file);
        }
        try (InputStream stream = new GZIPInputStream(Files.newInputStream(file))) {
            return stream.readAllBytes();
        }
    }
}
