package health.salus.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// The public data sets beside the repository.
final class PublicData {

    private static final Path ROOT = Path.of(System.getProperty("salus.testdata", "../../shared/data"));

    private PublicData() {}

    static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().contains(".json"))
                    .sorted(Comparator.comparingInt(PublicData::rank).thenComparing(Path::toString))
                    .toList();
        }
    }

    /// What others refer to comes first.
    private static int rank(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith("hospital") ? 0 : name.startsWith("practitioner") ? 1 : 2;
    }

    static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
