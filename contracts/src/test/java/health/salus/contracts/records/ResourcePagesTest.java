package health.salus.contracts.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.InMemoryState;
import health.salus.contracts.stage.SeededRandom;
import health.salus.contracts.stage.Writing;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.ledger.state.Locality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The pages that hold the current versions of resources.
class ResourcePagesTest {

    private final InMemoryState state = new InMemoryState();

    @Test
    void haveWhatAMapWouldHave() {
        SeededRandom random = new SeededRandom(11);
        TreeMap<ResourceKey, ResourceVersion> expected = new TreeMap<>();
        for (int round = 0; round < 200; round++) {
            TreeMap<ResourceKey, ResourceVersion> written = new TreeMap<>();
            int count = 1 + random.below(40);
            for (int i = 0; i < count; i++) {
                ResourceKey key =
                        Writing.keyOf(random.oneIn(3) ? Cast.OTHER_SUBJECT : Cast.SUBJECT, random.below(2_000));
                written.put(key, version(random));
            }
            write(state, written, expected);
            expected.putAll(written);
        }
        assertThat(expected).hasSizeGreaterThan(1_000);
        expected.forEach(
                (key, version) -> assertThat(ResourcePages.find(state, key)).contains(version));
        for (int i = 2_000; i < 2_100; i++) {
            assertThat(ResourcePages.find(state, Writing.keyOf(Cast.SUBJECT, i)))
                    .isEmpty();
        }
    }

    /// Members that came to a state on different ways, by blocks or by a snapshot, have the same one.
    @Test
    void lieAsTheResourcesHaveIt() {
        Map<ResourceKey, ResourceVersion> all = new TreeMap<>();
        for (int i = 0; i < 1_000; i++) {
            all.put(Writing.keyOf(Cast.SUBJECT, i), version(1, "s" + i % 7));
        }
        write(state, all, Map.of());
        List<ResourceKey> order = new ArrayList<>(all.keySet());
        Collections.shuffle(order, new Random(12));
        InMemoryState oneByOne = new InMemoryState();
        order.forEach(key -> write(oneByOne, Map.of(key, all.get(key)), Map.of()));
        assertThat(oneByOne.copy()).isEqualTo(state.copy());
    }

    /// Keys come from whoever writes: alike in all but their last bytes, they make no deeper pages than others.
    @Test
    void lieAsFlatWhoeverChoseTheKeys() {
        Map<ResourceKey, ResourceVersion> alike = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            Octets key = Octets.concat(Octets.wrap(new byte[30]), Octets.of((byte) (i >> 8), (byte) i));
            alike.put(new ResourceKey(key), version(1, "s"));
        }
        write(state, alike, Map.of());
        assertThat(state.copy()).hasSizeLessThan(40);
        alike.forEach(
                (key, version) -> assertThat(ResourcePages.find(state, key)).contains(version));
    }

    /// What one small write has to read and to write again.
    @Test
    void stayShortWhereEachResourceCameByItself() {
        Locality locality = Locality.of(Cast.SUBJECT);
        for (int i = 0; i < 300; i++) {
            String segment = locality.id("%032x".formatted(i));
            write(state, Map.of(Writing.keyOf(Cast.SUBJECT, i), version(1, segment)), Map.of());
        }
        assertThat(state.largestBytes()).isBetween(2_000, 3_200);
        assertThat(ResourcePages.find(state, Writing.keyOf(Cast.SUBJECT, 7)))
                .contains(version(1, locality.id("%032x".formatted(7))));
    }

    /// A small command must not have all members write very much.
    @Test
    void refuseACommandThatWouldRewriteTooMuch() {
        int patients = 3_000;
        for (int i = 0; i < patients; i++) {
            Map<ResourceKey, ResourceVersion> full = new TreeMap<>();
            for (int j = 0; j < ResourcePage.MAX_RESOURCES; j++) {
                full.put(keyOfPatient(i, j), version(1, "%032d".formatted(i) + "%032d".formatted(j)));
            }
            write(state, full, Map.of());
        }
        List<ResourceChange> oneEach = IntStream.range(0, patients)
                .<ResourceChange>mapToObj(i -> new ResourceChange.Delete(keyOfPatient(i, 0), 2))
                .toList();
        assertThatThrownBy(() -> new ResourcePages(state).change(oneEach, (_, _, _) -> version(2, "s")))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    }

    @Test
    void aDamagedPageIsNobodysRefusal() {
        ResourceKey key = Writing.keyOf(Cast.SUBJECT, 1);
        state.put(PagePlace.top(key.locality()).stateKey(), Octets.ofHex("0101017300"));
        assertThatThrownBy(() -> ResourcePages.find(state, key)).isInstanceOf(IllegalStateException.class);
    }

    private static ResourceKey keyOfPatient(int patient, int number) {
        return new ResourceKey(Octets.ofHex("%016x%048x".formatted(patient, number)));
    }

    @Test
    void manyResourcesAreFewValues() {
        Map<ResourceKey, ResourceVersion> all = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            all.put(Writing.keyOf(Cast.SUBJECT, i), version(1, "s" + i % 20));
        }
        write(state, all, Map.of());
        assertThat(state.copy()).hasSizeLessThan(30);
    }

    /// docs/formats/records.md
    @Test
    void haveTheDocumentedBytes() {
        ResourceKey key = new ResourceKey(Octets.ofHex("00".repeat(32)));
        assertThat(ResourcePlace.of(key).octets().hex()).isEqualTo("7a2539b8a66452e60cc391f10485a30c040c36ef80c8a135");
        var deletion = new ResourceVersion.Deletion(Instant.ofEpochSecond(5_000, 7), Digest.ZERO);
        SegmentId assigned = new SegmentId("0".repeat(16) + "-" + "a".repeat(32));
        Octets page = ResourcePage.encode(
                key.locality(),
                List.of(
                        Map.entry(new ResourcePlace(Octets.ofHex("00".repeat(24))), version(300, "t")),
                        Map.entry(
                                new ResourcePlace(Octets.ofHex("11".repeat(24))),
                                new ResourceVersion(2, assigned, 1, Optional.of(deletion)))));
        assertThat(page.hex())
                .isEqualTo("01" + "02" + "00" + "aa".repeat(16) + "0174" + "00".repeat(24) + "01ac020001"
                        + "11".repeat(24) + "030201" + "882707" + "00".repeat(32) + "00");
        assertThat(ResourcePage.DIVIDED.hex()).isEqualTo("02");
        ResourcePlace place = new ResourcePlace(Octets.ofHex("1b" + "00".repeat(23)));
        assertThat(PagePlace.top(key.locality()).towards(place).towards(place).digits())
                .isEqualTo("01");
    }

    private static void write(
            InMemoryState state,
            Map<ResourceKey, ResourceVersion> written,
            Map<ResourceKey, ResourceVersion> expectedBefore) {
        List<ResourceChange> changes = written.keySet().stream()
                .<ResourceChange>map(key -> new ResourceChange.Delete(key, 1))
                .toList();
        new ResourcePages(state).change(changes, (change, index, before) -> {
            assertThat(changes.get(index)).isEqualTo(change);
            assertThat(before).isEqualTo(Optional.ofNullable(expectedBefore.get(change.key())));
            return Optional.ofNullable(written.get(change.key())).orElseThrow();
        });
    }

    private static ResourceVersion version(SeededRandom random) {
        return version(1 + random.below(300), "segment-" + random.below(30));
    }

    private static ResourceVersion version(long version, String segment) {
        return new ResourceVersion(version, new SegmentId(segment), 0, Optional.empty());
    }
}
