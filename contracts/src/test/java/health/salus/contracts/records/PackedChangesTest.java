package health.salus.contracts.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.SeededRandom;
import health.salus.contracts.stage.Writing;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The packed form of changes.
class PackedChangesTest {

    @Test
    void comesBackInTheOrderOfTheKeys() {
        List<ResourceChange> changes = changes(new SeededRandom(1), 500);
        List<ResourceChange> sorted = changes.stream()
                .sorted(Comparator.comparing(ResourceChange::key))
                .toList();
        assertThat(PackedChanges.decode(PackedChanges.encode(changes))).isEqualTo(sorted);
    }

    @Test
    void holdsAnImportOfEightThousandInATransaction() {
        List<ResourceChange> creates = new ArrayList<>();
        for (int i = 0; i < 8_000; i++) {
            ResourceKey key = Writing.keyOf(Cast.SUBJECT, i);
            creates.add(new ResourceChange.Create(key, new ResourceChange.Location(i / 256, i % 256)));
        }
        assertThat(PackedChanges.encode(creates).length()).isLessThan(300_000);
    }

    /// docs/formats/records.md
    @Test
    void hasTheDocumentedBytes() {
        ResourceKey first = new ResourceKey(Octets.ofHex("00".repeat(32)));
        ResourceKey second = new ResourceKey(Octets.ofHex("11".repeat(32)));
        ResourceKey third = new ResourceKey(Octets.ofHex("22".repeat(32)));
        Octets packed = PackedChanges.encode(List.of(
                new ResourceChange.Delete(third, 7),
                new ResourceChange.Update(second, 300, new ResourceChange.Location(0, 1)),
                new ResourceChange.Create(first, new ResourceChange.Location(1, 200))));
        assertThat(packed.hex())
                .isEqualTo("01" + "00".repeat(32) + "0001c801" + "11".repeat(32) + "01ac020001" + "22".repeat(32)
                        + "0207");
        assertThat(new ResourceVersion(300, new SegmentId("s"), 5, Optional.empty())
                        .encode()
                        .hex())
                .isEqualTo("01ac020573");
        var deletion = new ResourceVersion.Deletion(Instant.ofEpochSecond(5_000, 7), Digest.ZERO);
        assertThat(new ResourceVersion(300, new SegmentId("s"), 5, Optional.of(deletion))
                        .encode()
                        .hex())
                .isEqualTo("03ac0205" + "8827" + "07" + "00".repeat(32) + "73");
    }

    @Test
    void refusesWhatIsNotCanonical() {
        String key = "00".repeat(32);
        refuses("", ErrorCode.MALFORMED);
        refuses("02", ErrorCode.UNSUPPORTED_VERSION);
        refuses("01" + key, ErrorCode.MALFORMED);
        refuses("01" + key + "030000", ErrorCode.MALFORMED);
        refuses("01" + key + "00008000", ErrorCode.NOT_CANONICAL);
        refuses("01" + key + "0000" + "ff".repeat(9), ErrorCode.MALFORMED);
        refuses("01" + key + "000000" + key + "000000", ErrorCode.NOT_CANONICAL);
        refuses("01" + "11".repeat(32) + "000000" + key + "000000", ErrorCode.NOT_CANONICAL);
    }

    @Test
    void neverFailsOtherwiseThanByRefusing() {
        SeededRandom random = new SeededRandom(2);
        byte[] packed = PackedChanges.encode(changes(random, 20)).toArray();
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = Arrays.copyOf(packed, packed.length - random.below(40));
            mutated[random.below(mutated.length)] = (byte) random.below(256);
            Octets input = Octets.wrap(mutated);
            try {
                assertThat(PackedChanges.encode(PackedChanges.decode(input))).isEqualTo(input);
            } catch (SalusException refused) {
                assertThat(refused.code()).isNotEqualTo(ErrorCode.INTERNAL);
            }
        }
    }

    private static void refuses(String hex, ErrorCode code) {
        assertThatThrownBy(() -> PackedChanges.decode(Octets.ofHex(hex)))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static List<ResourceChange> changes(SeededRandom random, int count) {
        List<ResourceChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ResourceKey key = Writing.keyOf(Cast.SUBJECT, i);
            ResourceChange.Location location = new ResourceChange.Location(random.below(300), random.below(5_000));
            changes.add(
                    switch (random.below(3)) {
                        case 0 -> new ResourceChange.Create(key, location);
                        case 1 -> new ResourceChange.Update(key, 2 + random.below(1_000), location);
                        default -> new ResourceChange.Delete(key, 2 + random.below(1_000));
                    });
        }
        return changes;
    }
}
