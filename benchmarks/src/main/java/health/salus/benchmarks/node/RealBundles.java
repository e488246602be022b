package health.salus.benchmarks.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.kernel.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The transaction bundles of a folder, in memory: those that are about no patient first, since patients refer to them.
record RealBundles(List<Bundle> directory, List<Bundle> patients) {

    /// @param resources how many entries it has
    record Bundle(Octets json, int resources) {}

    static RealBundles in(Path folder) throws IOException {
        List<Bundle> directory = new ArrayList<>();
        List<Bundle> patients = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json.gz"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()) {
                String name = String.valueOf(file.getFileName());
                boolean ofNobody = name.startsWith("hospital") || name.startsWith("practitioner");
                (ofNobody ? directory : patients).add(read(file));
            }
        }
        return new RealBundles(directory, patients);
    }

    private static Bundle read(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            byte[] json = in.readAllBytes();
            int resources = new ObjectMapper().readTree(json).path("entry").size();
            return new Bundle(Octets.wrap(json), resources);
        }
    }

    long resources() {
        return patients.stream().mapToLong(Bundle::resources).sum();
    }

    long bytes() {
        return patients.stream().mapToLong(bundle -> bundle.json().length()).sum();
    }
}
