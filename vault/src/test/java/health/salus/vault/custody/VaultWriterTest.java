package health.salus.vault.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.LyingCustodian.Lie;
import health.salus.vault.segment.UnsealedSegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VaultWriterTest {

    private static final WritePatience PATIENT = new WritePatience(Duration.ofSeconds(60), List.of());

    private final TestNetwork network = new TestNetwork(4, 113);
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,3", "4,3", "7,5"})
    void returnsWhenEnoughCustodiansHoldIt(int total, int quorum) {
        TestNetwork net = new TestNetwork(total, 127);
        List<UnsealedSegment> segments = List.of(net.unsealed("s-1", 2), net.unsealed("s-2", 1));
        VaultWriter.Placed placed = write(net, segments, PATIENT);

        List<SegmentReference> wanted =
                placed.segments().stream().map(net::register).toList();
        assertThat(wanted)
                .extracting(SegmentReference::segment)
                .containsExactly(new SegmentId("s-1"), new SegmentId("s-2"));
        assertThat(placed.acknowledgements()).hasSizeGreaterThanOrEqualTo(quorum);
        placed.acknowledgements().forEach((member, batches) -> {
            assertThat(batches).singleElement().returns(2, SignedBatch::segments);
            assertThat(net.holds(member, wanted, batches.getFirst().signature()))
                    .isTrue();
        });
        VaultReader reader = new VaultReader(new health.salus.vault.segment.SegmentOpener(), (member, wrong) -> {
            throw new AssertionError(member);
        });
        assertThat(reader.read(
                        Optional.of(TestNetwork.SESSION), wanted, net.clients(), TestNetwork.READER, net.threshold()))
                .extracting(health.salus.vault.segment.OpenedSegment::entries)
                .containsExactly(segments.get(0).entries(), segments.get(1).entries());
    }

    @Test
    void oneCustodianDownIsListedForRepair() throws InterruptedException {
        network.replace(2, DownCustodian::new);
        VaultWriter.Placed placed = write(network, List.of(network.unsealed("s-1", 1)), PATIENT);
        assertThat(placed.acknowledgements())
                .containsOnlyKeys(TestNetwork.member(1), TestNetwork.member(3), TestNetwork.member(4));
        assertThat(news.take()).isEqualTo("member-2 [s-1] CUSTODIANS_UNREACHABLE");
    }

    @Test
    void aSlowCustodianIsNotWaitedForAndGetsItsPiecesAllTheSame() {
        List<SlowCustodian> slow = new ArrayList<>();
        List<CountingCustodian> counting = new ArrayList<>();
        network.replace(4, client -> {
            counting.add(new CountingCustodian(client));
            slow.add(new SlowCustodian(counting.getFirst()));
            return slow.getFirst();
        });
        VaultWriter.Placed placed = write(network, List.of(network.unsealed("s-1", 1)), PATIENT);
        assertThat(placed.acknowledgements()).doesNotContainKey(TestNetwork.member(4));
        slow.getFirst().goOn();
        while (network.stores.get(3).share(new SegmentId("s-1")).isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(news).isEmpty();
    }

    @Test
    void aCustodianThatComesBackIsTriedAgain() {
        List<DownCustodian> down = new ArrayList<>();
        network.replace(1, client -> {
            down.add(new DownCustodian(client));
            return down.getFirst();
        });
        List<Duration> oftenEnough = Collections.nCopies(1_000_000, Duration.ofMillis(1));
        write(network, List.of(network.unsealed("s-1", 1)), new WritePatience(Duration.ofSeconds(60), oftenEnough));
        down.getFirst().comeUp();
        while (network.stores.getFirst().share(new SegmentId("s-1")).isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(news).isEmpty();
    }

    @Test
    void withTwoDownNothingIsPromisedAndBothAreNamed() {
        network.replace(2, DownCustodian::new);
        network.replace(3, DownCustodian::new);
        assertThatThrownBy(() -> write(network, List.of(network.unsealed("s-1", 1)), PATIENT))
                .isInstanceOfSatisfying(SalusException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CUSTODIANS_UNREACHABLE);
                    assertThat(e.detail())
                            .contains(
                                    "3 custodians needed",
                                    "member-2 (CUSTODIANS_UNREACHABLE)",
                                    "member-3 (CUSTODIANS_UNREACHABLE)");
                });
        assertThat(news).isEmpty();
    }

    /// Waiting for others would not help.
    @ParameterizedTest
    @CsvSource({"STORAGE_FULL,STORAGE_FULL", "CUSTODIANS_UNREACHABLE,CUSTODIANS_UNREACHABLE"})
    void theRefusalSaysWhetherOnlyRoomIsMissing(ErrorCode second, ErrorCode refusal) {
        network.replace(2, client -> new DownCustodian(client, ErrorCode.STORAGE_FULL));
        network.replace(3, client -> new DownCustodian(client, second));
        assertThatThrownBy(() -> write(network, List.of(network.unsealed("s-1", 1)), PATIENT))
                .isInstanceOfSatisfying(SalusException.class, e -> {
                    assertThat(e.code()).isEqualTo(refusal);
                    assertThat(e.detail()).contains("member-2 (STORAGE_FULL)", "member-3 (" + second + ")");
                });
    }

    @Test
    void timeRunsOut() {
        List<SlowCustodian> slow = new ArrayList<>();
        for (int place : new int[] {1, 2}) {
            network.replace(place, client -> {
                slow.add(new SlowCustodian(client));
                return slow.getLast();
            });
        }
        WritePatience none = new WritePatience(Duration.ofMillis(1), List.of());
        assertThatThrownBy(() -> write(network, List.of(network.unsealed("s-1", 1)), none))
                .isInstanceOfSatisfying(SalusException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CUSTODIANS_UNREACHABLE);
                    assertThat(e.detail()).contains("no answer");
                });
        slow.forEach(SlowCustodian::goOn);
    }

    /// One that counted would make the contract refuse the whole transaction: a single liar could stop all writing.
    @ParameterizedTest
    @EnumSource(names = {"ACKNOWLEDGEMENT", "FEWER_ACKNOWLEDGED", "ANOTHER_ORDER"})
    void aWorthlessAcknowledgementDoesNotCount(Lie lie) throws InterruptedException {
        network.replace(3, client -> new LyingCustodian(client, lie));
        VaultWriter.Placed placed =
                write(network, List.of(network.unsealed("s-1", 1), network.unsealed("s-2", 1)), PATIENT);
        assertThat(placed.acknowledgements())
                .containsOnlyKeys(TestNetwork.member(1), TestNetwork.member(2), TestNetwork.member(4));
        assertThat(news.take()).isEqualTo("member-3 [s-1, s-2] BAD_SIGNATURE");
    }

    @Test
    void manySegmentsGoInSeveralRequests() {
        List<CountingCustodian> counters = new ArrayList<>();
        network.replace(1, client -> {
            counters.add(new CountingCustodian(client));
            return counters.getFirst();
        });
        network.replace(2, DownCustodian::new);
        List<UnsealedSegment> segments = IntStream.range(0, Custodian.MAX_BATCH + 1)
                .mapToObj(i -> network.unsealed("s-" + i, 1))
                .toList();
        VaultWriter.Placed placed = write(network, segments, PATIENT);
        assertThat(counters.getFirst().stores()).isEqualTo(2);
        List<SegmentReference> written =
                placed.segments().stream().map(network::register).toList();
        List<SegmentReference> first = written.subList(0, Custodian.MAX_BATCH);
        List<SegmentReference> second = written.subList(Custodian.MAX_BATCH, Custodian.MAX_BATCH + 1);
        assertThat(placed.acknowledgements()).hasSize(3);
        placed.acknowledgements().forEach((member, batches) -> {
            assertThat(batches).extracting(SignedBatch::segments).containsExactly(Custodian.MAX_BATCH, 1);
            assertThat(network.holds(member, first, batches.getFirst().signature()))
                    .isTrue();
            assertThat(network.holds(member, second, batches.getLast().signature()))
                    .isTrue();
        });
    }

    private VaultWriter.Placed write(TestNetwork net, List<UnsealedSegment> segments, WritePatience patience) {
        MissedPieces missed = (custodian, ids, code) -> news.add(custodian + " " + ids + " " + code);
        return new VaultWriter(net.sealer(), net::holds, missed, patience).place(segments, net.clients(), net.quorum());
    }
}
