package health.salus.vault.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.vault.custody.LyingCustodian.Lie;
import health.salus.vault.segment.OpenedSegment;
import health.salus.vault.segment.SegmentEntry;
import health.salus.vault.segment.SegmentOpener;
import health.salus.vault.segment.UnsealedSegment;
import health.salus.vault.segment.WrongPiece;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultReaderTest {

    /// Long enough that no healthy double is hedged.
    private static final ReadPatience CALM = new ReadPatience(Duration.ofSeconds(30), Duration.ofSeconds(60));

    private static final ReadPatience HASTY = new ReadPatience(Duration.ofMillis(5), Duration.ofSeconds(60));

    private final TestNetwork network = new TestNetwork(4, 101);
    private final List<Named> evidence = new ArrayList<>();

    private record Named(MemberId member, PieceEvidence found) {

        WrongPiece wrong() {
            return found.wrong();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7})
    void readsWhatWasWritten(int total) {
        TestNetwork net = new TestNetwork(total, 103);
        List<UnsealedSegment> written = List.of(net.unsealed("s-1", 3), net.unsealed("s-2", 1));
        assertOpened(read(net, net.store(written), CALM), written);
        assertThat(evidence).isEmpty();
    }

    @Test
    void asksNoMoreCustodiansThanItTakesAndItsOwnFirst() {
        List<UnsealedSegment> written = List.of(network.unsealed("s-1", 1));
        List<SegmentReference> wanted = network.store(written);
        List<CountingCustodian> counters = new ArrayList<>();
        for (int place = 1; place <= 4; place++) {
            network.replace(place, client -> {
                counters.add(new CountingCustodian(client));
                return counters.getLast();
            });
        }
        assertOpened(read(network, wanted, CALM), written);
        assertThat(counters.stream().mapToInt(CountingCustodian::releases).sum())
                .isEqualTo(2);
        assertOpened(read(network, wanted, TestNetwork.SESSION, TestNetwork.member(4), CALM), written);
        assertThat(counters.get(3).releases()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FRAGMENT", "SHARE", "MANIFEST", "SWAPPED"})
    void aLiarIsNamedForEachSegmentAndTheReadSucceeds(Lie lie) {
        for (int liar = 1; liar <= 4; liar++) {
            TestNetwork net = new TestNetwork(4, 107 + liar);
            List<UnsealedSegment> written = List.of(net.unsealed("s-1", 2), net.unsealed("s-2", 1));
            List<SegmentReference> wanted = net.store(written);
            net.replace(liar, client -> new LyingCustodian(client, lie));
            MemberId liarMember = TestNetwork.member(liar);
            int place = liar;
            evidence.clear();

            assertOpened(read(net, wanted, TestNetwork.SESSION, liarMember, CALM), written);
            assertThat(evidence).isNotEmpty().allSatisfy(named -> {
                assertThat(named.member()).isEqualTo(liarMember);
                assertThat(named.wrong().custodian()).isEqualTo(place);
                assertThat(named.wrong().expected()).isNotEqualTo(named.wrong().found());
            });
            assertThat(evidence)
                    .extracting(named -> named.wrong().segment())
                    .contains(new SegmentId("s-1"), new SegmentId("s-2"));
            assertThat(evidence).doesNotHaveDuplicates();
        }
    }

    @Test
    void noiseIsPassedOver() {
        List<UnsealedSegment> written = List.of(network.unsealed("s-1", 2), network.unsealed("s-2", 1));
        List<SegmentReference> wanted = network.store(written);
        for (int place = 1; place <= 4; place++) {
            network.replace(place, client -> new LyingCustodian(client, Lie.NOISE));
        }
        assertOpened(read(network, wanted, CALM), written);
        assertThat(evidence).isEmpty();
    }

    @Test
    void twoLiarsOfFourAreTooManyAndBothAreNamed() {
        List<SegmentReference> wanted = network.store(List.of(network.unsealed("s-1", 1)));
        network.replace(1, client -> new LyingCustodian(client, Lie.SHARE));
        network.replace(2, client -> new LyingCustodian(client, Lie.SHARE));
        network.replace(3, DownCustodian::new);
        assertUnreadable(wanted, ErrorCode.CUSTODIANS_UNREACHABLE, "member-3");
        assertThat(evidence)
                .extracting(Named::member)
                .contains(TestNetwork.member(1), TestNetwork.member(2))
                .doesNotContain(TestNetwork.member(3), TestNetwork.member(4));
    }

    /// Each custodian was down for another write: every segment can be read, though no custodian has them all.
    @Test
    void segmentsMayMissAtDifferentCustodians() {
        List<UnsealedSegment> written = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            written.add(network.unsealed("s-" + i, 1));
        }
        List<SegmentReference> wanted = network.store(written);
        for (int place = 1; place <= 4; place++) {
            network.stores.get(place - 1).discard(List.of(new SegmentId("s-" + place)));
        }
        assertOpened(read(network, wanted, CALM), written);
    }

    @Test
    void slowCustodiansAreHedged() {
        List<UnsealedSegment> written = List.of(network.unsealed("s-1", 1));
        List<SegmentReference> wanted = network.store(written);
        List<SlowCustodian> slow = new ArrayList<>();
        for (int place : new int[] {1, 3}) {
            network.replace(place, client -> {
                slow.add(new SlowCustodian(client));
                return slow.getLast();
            });
        }
        assertOpened(read(network, wanted, HASTY), written);
        slow.forEach(SlowCustodian::goOn);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void custodiansThatAreDownAreReplaced(int down) {
        List<UnsealedSegment> written = List.of(network.unsealed("s-1", 1));
        List<SegmentReference> wanted = network.store(written);
        network.replace(down, DownCustodian::new);
        network.replace(1 + down % 4, DownCustodian::new);
        assertOpened(read(network, wanted, CALM), written);
    }

    @Test
    void withTooFewCustodiansTheMissingAreNamed() {
        List<SegmentReference> wanted = network.store(List.of(network.unsealed("s-1", 1)));
        for (int place = 1; place <= 3; place++) {
            network.replace(place, DownCustodian::new);
        }
        assertUnreadable(wanted, ErrorCode.CUSTODIANS_UNREACHABLE, "member-1", "member-2", "member-3");
    }

    @Test
    void whenNobodyAnswersTimeRunsOut() {
        List<SegmentReference> wanted = network.store(List.of(network.unsealed("s-1", 1)));
        List<SlowCustodian> slow = new ArrayList<>();
        for (int place = 1; place <= 4; place++) {
            network.replace(place, client -> {
                slow.add(new SlowCustodian(client));
                return slow.getLast();
            });
        }
        ReadPatience none = new ReadPatience(Duration.ofMillis(1), Duration.ofMillis(20));
        assertThatThrownBy(() -> read(network, wanted, none))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CUSTODIANS_UNREACHABLE));
        slow.forEach(SlowCustodian::goOn);
    }

    @Test
    void aRefusalComesThrough() {
        List<SegmentReference> wanted = network.store(List.of(network.unsealed("s-1", 1)));
        assertThatThrownBy(() -> read(network, wanted, new SessionId("none"), TestNetwork.READER, CALM))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_SESSION));
        network.ledger.deny(new SegmentId("s-1"));
        assertUnreadable(wanted, ErrorCode.NOT_COVERED_BY_SESSION);
    }

    @Test
    void whatMostCustodiansHaveErasedIsErased() {
        List<SegmentReference> wanted = network.store(List.of(network.unsealed("s-1", 1)));
        for (int place = 1; place <= 3; place++) {
            network.stores.get(place - 1).destroyShares(List.of(new SegmentId("s-1")));
        }
        assertUnreadable(wanted, ErrorCode.ERASED);
    }

    @Test
    void aManifestThatIsNotTheLedgersOpensNothing() {
        SegmentReference stored =
                network.store(List.of(network.unsealed("s-1", 1))).getFirst();
        assertUnreadable(
                List.of(new SegmentReference(stored.segment(), Digest.ZERO)), ErrorCode.CUSTODIANS_UNREACHABLE);
        assertThat(evidence)
                .as("who lacks what is asked for gives nothing, and is no liar")
                .isEmpty();
    }

    @Test
    void manySegmentsAreReadInSeveralRequests() {
        List<UnsealedSegment> written = IntStream.range(0, Custodian.MAX_BATCH + 1)
                .mapToObj(i -> network.unsealed("s-" + i, 1))
                .toList();
        assertOpened(read(network, network.store(written), CALM), written);
    }

    @Test
    void answersThatWouldBeTooLargeComeInParts() {
        List<UnsealedSegment> written = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SegmentEntry large =
                    new SegmentEntry("Binary", "b-" + i, 1, network.time.now(), network.random.octets(20_000_000));
            written.add(new UnsealedSegment(network.descriptor("s-" + i), List.of(large)));
        }
        assertThat(3 * 10_000_000).isGreaterThan(Custodian.MAX_ANSWER_BYTES);
        assertOpened(read(network, network.store(written), CALM), written);
    }

    private List<OpenedSegment> read(TestNetwork net, List<SegmentReference> wanted, ReadPatience patience) {
        return read(net, wanted, TestNetwork.SESSION, TestNetwork.READER, patience);
    }

    private List<OpenedSegment> read(
            TestNetwork net, List<SegmentReference> wanted, SessionId session, MemberId first, ReadPatience patience) {
        return new VaultReader(new SegmentOpener(), (member, found) -> evidence.add(new Named(member, found)), patience)
                .read(Optional.of(session), wanted, net.clients(), first, net.threshold());
    }

    private void assertUnreadable(List<SegmentReference> wanted, ErrorCode code, String... named) {
        assertThatThrownBy(() -> read(network, wanted, CALM)).isInstanceOfSatisfying(SalusException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(named).allSatisfy(member -> assertThat(e.detail()).contains(member));
        });
    }

    private static void assertOpened(List<OpenedSegment> opened, List<UnsealedSegment> expected) {
        assertThat(opened)
                .extracting(OpenedSegment::descriptor)
                .containsExactlyElementsOf(
                        expected.stream().map(UnsealedSegment::descriptor).toList());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(opened.get(i).entries()).isEqualTo(expected.get(i).entries());
        }
    }
}
