package health.salus.vault.store;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.vault.doubles.PinnedTime;
import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.SyntheticBundles;
import health.salus.vault.doubles.SyntheticSegments;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.SegmentEntry;
import health.salus.vault.segment.SegmentSealer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the shipped patients take on the disks of four members, imported as bundles.
class StoredBytesTest {

    private static final Path SAMPLES = Path.of("..", "samples", "synthea");
    private static final double LIMIT = 0.2;
    private static final int MEMBERS = 4;
    private static final int MAX_ENTRIES = 256;

    /// The ledger's type groups, as far as they join types that the samples have.
    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("DiagnosticReport", "Observation"),
            Map.entry("ImagingStudy", "Observation"),
            Map.entry("AllergyIntolerance", "Condition"),
            Map.entry("Medication", "Immunization"),
            Map.entry("MedicationAdministration", "Immunization"),
            Map.entry("MedicationRequest", "Immunization"),
            Map.entry("Device", "Procedure"),
            Map.entry("SupplyDelivery", "Procedure"),
            Map.entry("CareTeam", "CarePlan"),
            Map.entry("ExplanationOfBenefit", "Claim"),
            Map.entry("PractitionerRole", "Practitioner"),
            Map.entry("Location", "Organization"));

    @TempDir
    private Path folder = Path.of("");

    private final SeededRandom random = new SeededRandom(151);
    private long rawBytes;

    @Test
    void allMembersTogetherKeepAFifthOfTheJson() throws IOException {
        List<SealedSegment> sealed = seal();
        for (int place = 1; place <= MEMBERS; place++) {
            VaultFolders folders = VaultFolders.under(folder.resolve("data-" + place), folder.resolve("keys-" + place));
            MemberId member = new MemberId("member-" + place);
            try (FilePieceStore store =
                    FilePieceStore.open(folders, SyntheticSegments.NETWORK, member, new PinnedTime(), random)) {
                for (SealedSegment segment : sealed) {
                    store.put(List.of(
                            new PlacedPiece(segment.manifest(), segment.pieces().get(place - 1))));
                }
            }
        }
        long stored = bytesOf(".pieces") + bytesOf(".shares");
        assertThat((double) stored / rawBytes)
                .as("%d bytes stored for %d of JSON in %d segments", stored, rawBytes, sealed.size())
                .isLessThan(LIMIT);
    }

    /// One segment for each group of types of a bundle, as an import has it.
    private List<SealedSegment> seal() throws IOException {
        SegmentSealer sealer = new SegmentSealer(random);
        List<SealedSegment> sealed = new ArrayList<>();
        for (Path bundle : SyntheticBundles.in(SAMPLES)) {
            Map<String, List<SegmentEntry>> byGroup = new TreeMap<>();
            for (String resource : SyntheticBundles.resources(bundle)) {
                Octets bytes = Octets.utf8(resource);
                rawBytes += bytes.length();
                String type = typeOf(resource);
                List<SegmentEntry> entries =
                        byGroup.computeIfAbsent(GROUPS.getOrDefault(type, type), _ -> new ArrayList<>());
                entries.add(new SegmentEntry(type, "id-" + entries.size(), 1, Instant.EPOCH, bytes));
            }
            for (List<SegmentEntry> entries : byGroup.values()) {
                for (int from = 0; from < entries.size(); from += MAX_ENTRIES) {
                    List<SegmentEntry> batch = entries.subList(from, Math.min(from + MAX_ENTRIES, entries.size()));
                    sealed.add(sealer.seal(SyntheticSegments.descriptor("s-" + sealed.size(), 2, MEMBERS), batch));
                }
            }
        }
        return sealed;
    }

    private static String typeOf(String resource) {
        int from = resource.indexOf("\"resourceType\":\"") + "\"resourceType\":\"".length();
        return resource.substring(from, resource.indexOf('"', from));
    }

    private long bytesOf(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .mapToLong(StoredBytesTest::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
