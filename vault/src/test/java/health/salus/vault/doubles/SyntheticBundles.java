package health.salus.vault.doubles;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Resources cut out of gzipped FHIR bundles, crudely but exactly enough to have real bytes of real sizes.
public final class SyntheticBundles {

    private static final String MARK = "\"resource\"";

    private SyntheticBundles() {}

    public static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json.gz"))
                    .sorted()
                    .toList();
        }
    }

    /// Each resource of the bundle as dense JSON.
    public static List<String> resources(Path file) throws IOException {
        String text;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> resources = new ArrayList<>();
        int at = text.indexOf(MARK);
        while (at >= 0) {
            int from = text.indexOf('{', at);
            int to = endOfObject(text, from);
            resources.add(withoutWhitespace(text.substring(from, to)));
            at = text.indexOf(MARK, to);
        }
        return resources;
    }

    private static int endOfObject(String text, int from) {
        int depth = 0;
        boolean inString = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("an object does not end");
    }

    private static String withoutWhitespace(String json) {
        StringBuilder dense = new StringBuilder(json.length());
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"' && json.charAt(i - 1) != '\\') {
                inString = !inString;
            }
            if (inString || c > ' ') {
                dense.append(c);
            }
        }
        return dense.toString();
    }
}
