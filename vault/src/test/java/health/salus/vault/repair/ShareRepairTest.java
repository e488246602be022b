package health.salus.vault.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.CustodianClient;
import health.salus.vault.custody.DownCustodian;
import health.salus.vault.custody.LyingCustodian;
import health.salus.vault.custody.LyingCustodian.Lie;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.custody.ShareQuestion;
import health.salus.vault.custody.TestNetwork;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.ShareSummands;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.PlacedPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The last of the set has lost its share.
class ShareRepairTest {

    private static final SegmentId S1 = new SegmentId("s-1");

    @ParameterizedTest
    @CsvSource({"4", "7", "10"})
    void aLostShareIsTheSameAgain(int total) {
        Custodians set = new Custodians(total, 157);
        set.lose();
        assertThat(set.repair()).isTrue();
        assertThat(set.network.stores.get(total - 1).share(S1)).contains(set.share());
    }

    @Test
    void theFragmentComesFirst() {
        Custodians set = new Custodians(4, 163);
        set.network.stores.get(3).discard(List.of(S1));
        assertThat(set.repair()).isFalse();
        assertThat(set.network.stores.get(3).share(S1)).isEmpty();
    }

    @Test
    void oneThatLiesOrIsDownIsDoneWithout() {
        for (int other = 1; other <= 3; other++) {
            Custodians liar = new Custodians(4, 167);
            liar.lose();
            liar.network.replace(other, client -> new LyingCustodian(client, Lie.SHARE));
            assertThat(liar.repair()).as("member %s lies", other).isTrue();
            Custodians down = new Custodians(4, 173);
            down.lose();
            down.network.replace(other, DownCustodian::new);
            assertThat(down.repair()).as("member %s is down", other).isTrue();
        }
    }

    @Test
    void withTwoGoneItWaits() {
        Custodians set = new Custodians(4, 179);
        set.lose();
        set.network.replace(1, DownCustodian::new);
        set.network.stores.get(1).discard(List.of(S1));
        assertThat(set.repair()).isFalse();
        assertThat(set.network.stores.get(3).share(S1)).isEmpty();
    }

    /// What one helper says alone is noise: another time it is another number, and never its bare part of the sum.
    @Test
    void oneSummandAloneSaysNothing() {
        Custodians set = new Custodians(4, 181);
        List<MemberId> helpers = List.of(TestNetwork.member(1), TestNetwork.member(2));
        Octets bare = ShareSummands.summand(set.sealed.pieces().getFirst().share(), List.of(1, 2), 1, 4, List.of());
        List<Octets> first = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Octets nonce = set.network.random.octets(ShareQuestion.NONCE_BYTES);
            first.add(set.client(1).shareSummand(new ShareQuestion(set.segment(), helpers, nonce)));
        }
        assertThat(first).doesNotHaveDuplicates().doesNotContain(bare);
        Octets nonce = set.network.random.octets(ShareQuestion.NONCE_BYTES);
        ShareQuestion question = new ShareQuestion(set.segment(), helpers, nonce);
        List<Octets> both =
                List.of(set.client(1).shareSummand(question), set.client(2).shareSummand(question));
        assertThat(ShareSummands.sum(set.sealed.manifest(), 4, both)).contains(set.share());
        assertThat(ShareSummands.sum(set.sealed.manifest(), 3, both)).isEmpty();
    }

    @Test
    void nobodyGetsAnothersShare() {
        Custodians set = new Custodians(4, 191);
        Octets nonce = set.network.random.octets(ShareQuestion.NONCE_BYTES);
        List<MemberId> helpers = List.of(TestNetwork.member(1), TestNetwork.member(2));
        ShareQuestion question = new ShareQuestion(set.segment(), helpers, nonce);
        CustodianClient asStranger = set.network.asReachedBy(TestNetwork.READER, 1);
        assertRefused(() -> asStranger.shareSummand(question), ErrorCode.NOT_AUTHORISED);
        // A helper that asks as well would know its own summand of the share.
        CustodianClient asHelper = set.network.asReachedBy(TestNetwork.member(2), 1);
        assertRefused(() -> asHelper.shareSummand(question), ErrorCode.NOT_AUTHORISED);
        List<MemberId> others = List.of(TestNetwork.member(2), TestNetwork.member(3));
        assertRefused(
                () -> set.client(1).shareSummand(new ShareQuestion(set.segment(), others, nonce)),
                ErrorCode.NOT_AUTHORISED);
        for (List<MemberId> group : List.of(
                List.of(TestNetwork.member(1)),
                List.of(TestNetwork.member(1), TestNetwork.member(1)),
                List.of(TestNetwork.member(1), TestNetwork.READER))) {
            assertRefused(
                    () -> set.client(1).shareSummand(new ShareQuestion(set.segment(), group, nonce)),
                    ErrorCode.MALFORMED);
        }
        assertRefused(
                () -> set.client(1).shareSummand(new ShareQuestion(set.segment(), helpers, Octets.EMPTY)),
                ErrorCode.MALFORMED);
        set.network.stores.getFirst().destroyShares(List.of(S1));
        assertRefused(() -> set.client(1).shareSummand(question), ErrorCode.ERASED);
    }

    /// A custodian set with one segment; everybody is reached as the last member reaches them.
    private static final class Custodians {

        private final TestNetwork network;
        private final SealedSegment sealed;
        private final int total;

        Custodians(int total, long seed) {
            this.total = total;
            network = new TestNetwork(total, seed);
            sealed = network.seal(network.unsealed("s-1", 1));
            network.register(sealed);
            for (int place = 1; place <= total; place++) {
                Piece piece = sealed.pieces().get(place - 1);
                network.stores.get(place - 1).put(List.of(new PlacedPiece(sealed.manifest(), piece)));
                int self = place;
                network.replace(place, _ -> network.asReachedBy(TestNetwork.member(total), self));
            }
        }

        SegmentReference segment() {
            return new SegmentReference(S1, sealed.manifest().digest());
        }

        KeyShare share() {
            return sealed.pieces().get(total - 1).share();
        }

        CustodianClient client(int place) {
            return network.clients().get(place - 1);
        }

        void lose() {
            network.stores.get(total - 1).discard(List.of(S1));
            HeldFragment fragment = new HeldFragment(
                    sealed.manifest(), total, sealed.pieces().get(total - 1).fragment());
            network.stores.get(total - 1).replaceFragment(fragment);
        }

        boolean repair() {
            List<CustodianClient> clients =
                    IntStream.rangeClosed(1, total).mapToObj(this::client).toList();
            return new ShareRepair(TestNetwork.member(total), network.stores.get(total - 1), network.random)
                    .repair(S1, new SegmentRegister.Registered(sealed.manifest().digest(), clients));
        }
    }

    private static void assertRefused(ThrowingCallable action, ErrorCode code) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
