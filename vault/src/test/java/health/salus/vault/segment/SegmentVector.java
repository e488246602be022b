package health.salus.vault.segment;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import health.salus.vault.doubles.SeededRandom;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The vector of docs/formats/segment.md: a sealed segment of two entries, 2 of 4, kept as it was first sealed. A
/// segment of today must open for ever; sealing anew gives other bytes with each version of zstd.
final class SegmentVector {

    private static final String FILE = "segment-v1.txt";

    static final SegmentDescriptor DESCRIPTOR = new SegmentDescriptor(
            new NetworkId("vectors"),
            new SegmentId("segment-1"),
            new SubjectId("subject-1"),
            new OrganisationId("north-hospital"),
            List.of("N", "R"),
            "laboratory",
            new CustodianSetId("custodians-1"),
            2,
            4);

    static final List<SegmentEntry> ENTRIES = List.of(
            new SegmentEntry(
                    "Observation",
                    "o-1",
                    1,
                    Instant.parse("2026-01-02T03:04:05.678Z"),
                    Octets.utf8("{\"resourceType\":\"Observation\",\"id\":\"o-1\",\"status\":\"final\"}")),
            new SegmentEntry(
                    "Observation",
                    "o-2",
                    7,
                    Instant.parse("2026-01-02T03:04:06Z"),
                    Octets.utf8("{\"resourceType\":\"Observation\",\"id\":\"o-2\",\"status\":\"amended\"}")));

    private SegmentVector() {}

    static Map<String, Octets> read() {
        try (InputStream in = Objects.requireNonNull(SegmentVector.class.getResourceAsStream(FILE))) {
            Map<String, Octets> values = new TreeMap<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                if (!line.startsWith("#")) {
                    String[] parts = line.split(" ");
                    values.put(parts[0], Octets.ofHex(parts[1]));
                }
            }
            return values;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static List<Piece> pieces(Map<String, Octets> values) {
        List<Piece> pieces = new ArrayList<>();
        for (int place = 1; place <= DESCRIPTOR.total(); place++) {
            pieces.add(new Piece(
                    place,
                    Objects.requireNonNull(values.get("fragment-" + place)),
                    new KeyShare(Objects.requireNonNull(values.get("share-" + place)))));
        }
        return pieces;
    }

    /// Prints the file anew, for a new version of the format.
    public static void main(String[] arguments) {
        SealedSegment segment = new SegmentSealer(new SeededRandom(2026)).seal(DESCRIPTOR, ENTRIES);
        OpenedSegment opened =
                ((Opening.Opened) new SegmentOpener().open(segment.manifest(), segment.pieces())).segment();
        StringBuilder text = new StringBuilder("# A sealed segment, version 1: see docs/formats/segment.md\n");
        line(text, "descriptor", DESCRIPTOR.encoded());
        line(text, "manifest", segment.manifest().encoded());
        line(text, "manifest-digest", segment.manifest().digest().octets());
        line(text, "root", segment.manifest().root().octets());
        line(text, "salt-seed", opened.saltSeed());
        for (int i = 0; i < ENTRIES.size(); i++) {
            line(text, "salt-" + i, opened.salt(i));
            line(text, "commitment-" + i, segment.commitments().get(i).octets());
        }
        for (Piece piece : segment.pieces()) {
            line(text, "fragment-" + piece.custodian(), piece.fragment());
            line(
                    text,
                    "fragment-hash-" + piece.custodian(),
                    Digest.sha256(piece.fragment()).octets());
            line(text, "share-" + piece.custodian(), piece.share().scalar());
        }
        System.out.print(text);
    }

    private static void line(StringBuilder text, String name, Octets value) {
        text.append(name).append(' ').append(value.hex()).append('\n');
    }
}
