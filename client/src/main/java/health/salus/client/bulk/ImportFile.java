package health.salus.client.bulk;

import com.fasterxml.jackson.core.JsonParseException;
import health.salus.client.bulk.ImportItem.Shape;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/// A file to import: a bundle or a resource in JSON, or one resource a line (`.ndjson`), each of them perhaps in gzip
/// (`.gz`).
record ImportFile(Path path, Rank rank) {

    /// A file of lines is sent in batches of this many, so that one refusal concerns few.
    static final int LINES_PER_BATCH = 100;

    /// A line, or a file that is no file of lines, is held in memory.
    private static final int MAX_RESOURCE_BYTES = 256 * 1024 * 1024;

    private static final int GZIP_MAGIC_FIRST = 0x1f;
    private static final int GZIP_MAGIC_SECOND = 0x8b;

    static ImportFile of(Path path) {
        try (InputStream in = open(path)) {
            ResourceOutline outline = ResourceOutline.read(in, true);
            String type = outline.firstType().or(outline::type).orElse("");
            return new ImportFile(path, Rank.ofType(type));
        } catch (JsonParseException malformed) {
            throw new SalusException(ErrorCode.MALFORMED, path + " is not JSON", malformed);
        } catch (IOException unreadable) {
            throw unreadable(path, unreadable);
        }
    }

    /// Hands over one item after the other, so that a large file of lines is never in memory as a whole.
    void items(Consumer<ImportItem> consumer) {
        try (InputStream in = open(path)) {
            if (isLines()) {
                lines(in, consumer);
            } else {
                consumer.accept(whole(Octets.wrap(in.readNBytes(MAX_RESOURCE_BYTES))));
            }
        } catch (IOException unreadable) {
            throw unreadable(path, unreadable);
        }
    }

    private static SalusException unreadable(Path path, IOException cause) {
        String why = cause instanceof NoSuchFileException ? " is not there" : " cannot be read: " + cause.getMessage();
        return new SalusException(ErrorCode.MALFORMED, path + why, cause);
    }

    private boolean isLines() {
        return path.getFileName().toString().replaceFirst("\\.gz$", "").endsWith(".ndjson");
    }

    private ImportItem whole(Octets body) throws IOException {
        ResourceOutline outline = ResourceOutline.read(body);
        String type = outline.type()
                .orElseThrow(() -> new SalusException(ErrorCode.MALFORMED, path + " has no resourceType"));
        String bundleType = outline.bundleType().orElse("");
        if (type.equals("Bundle") && (bundleType.equals("transaction") || bundleType.equals("batch"))) {
            return new ImportItem(path.toString(), new Shape.Bundle(), body, outline.entries());
        }
        Shape shape =
                outline.id().<Shape>map(id -> new Shape.Identified(type, id)).orElse(new Shape.Nameless(type));
        return new ImportItem(path.toString(), shape, body, 1);
    }

    private void lines(InputStream in, Consumer<ImportItem> consumer) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        long first = 1;
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank()) {
                lines.add(line);
            }
            if (lines.size() == LINES_PER_BATCH) {
                consumer.accept(batch(lines, first, number));
                lines.clear();
                first = number + 1;
            }
        }
        if (!lines.isEmpty()) {
            consumer.accept(batch(lines, first, number));
        }
    }

    /// A batch that stores each line under its own id, or under a new one. The lines go in as they are.
    private ImportItem batch(List<String> lines, long first, long last) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        write(body, "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[");
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            ResourceOutline outline = ResourceOutline.read(Octets.utf8(line));
            String type = plain(outline.type().orElse(""));
            String request = outline.id()
                    .map(id -> "\"PUT\",\"url\":\"" + type + "/" + plain(id) + "\"")
                    .orElse("\"POST\",\"url\":\"" + type + "\"");
            write(body, (i == 0 ? "" : ",") + "{\"resource\":" + line + ",\"request\":{\"method\":" + request + "}}");
        }
        write(body, "]}");
        String name = path + " lines " + first + "-" + last;
        return new ImportItem(name, new Shape.Bundle(), Octets.wrap(body.toByteArray()), lines.size());
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Types and ids go unescaped into JSON, so nothing but what FHIR allows in them may get there.
    private String plain(String text) {
        if (!text.matches("[A-Za-z0-9.-]{1,64}")) {
            throw new SalusException(
                    ErrorCode.MALFORMED,
                    path + " has a resource without a type, or with an id that FHIR does not allow");
        }
        return text;
    }

    private static InputStream open(Path path) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        try {
            in.mark(2);
            boolean gzip = in.read() == GZIP_MAGIC_FIRST && in.read() == GZIP_MAGIC_SECOND;
            in.reset();
            return gzip ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
        } catch (IOException unreadable) {
            in.close();
            throw unreadable;
        }
    }
}
