package health.salus.vault.doubles;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import health.salus.vault.segment.SegmentDescriptor;
import health.salus.vault.segment.SegmentEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Small made-up resources and descriptors around them.
public final class SyntheticSegments {

    public static final NetworkId NETWORK = new NetworkId("test-network");
    public static final CustodianSetId SET = new CustodianSetId("set-1");

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.006Z");

    private SyntheticSegments() {}

    public static SegmentDescriptor descriptor(String id, int threshold, int total) {
        return new SegmentDescriptor(
                NETWORK,
                new SegmentId(id),
                new SubjectId("subject-7"),
                new OrganisationId("north-hospital"),
                List.of("N", "R"),
                "laboratory",
                SET,
                threshold,
                total);
    }

    public static List<SegmentEntry> entries(SeededRandom random, int count) {
        List<SegmentEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(entry(random, i));
        }
        return entries;
    }

    public static SegmentEntry entry(SeededRandom random, int number) {
        String id = random.octets(8).hex();
        String json = """
                {"resourceType":"Observation","id":"%s","status":"final","code":{"coding":[{"system":\
                "http://loinc.org","code":"8480-6","display":"Systolic blood pressure"}]},"subject":{"reference":\
                "Patient/%s"},"valueQuantity":{"value":%d,"unit":"mm[Hg]"},"note":[{"text":"%s"}]}""".formatted(
                        id,
                        random.octets(8).hex(),
                        90 + random.below(80),
                        random.octets(random.below(60)).base64());
        return new SegmentEntry("Observation", id, 1 + number % 3, TIME.plusMillis(number), Octets.utf8(json));
    }
}
