package health.salus.vault.segment;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Octets;
import health.salus.vault.doubles.Mutations;
import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.Subsets;
import health.salus.vault.segment.KeySharing.PlacedShare;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySharingTest {

    private final SeededRandom random = new SeededRandom(11);

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "2,4", "3,7", "4,10"})
    void anyThresholdOfSharesGiveTheSecret(int threshold, int total) {
        KeySharing.Dealt dealt = KeySharing.deal(threshold, total, random);
        for (List<PlacedShare> subset : Subsets.ofSize(threshold, placed(dealt))) {
            assertThat(KeySharing.interpolate(subset, 0)).isEqualTo(dealt.secret());
        }
    }

    /// Perfect secrecy, shown by construction: with one share fewer than the threshold every secret is equally
    /// possible, since for each there is a missing share that would complete it.
    @ParameterizedTest
    @CsvSource({"2,4", "3,7", "4,10"})
    void oneShareFewerLeavesEverySecretPossible(int threshold, int total) {
        KeySharing.Dealt dealt = KeySharing.deal(threshold, total, random);
        for (List<PlacedShare> subset : Subsets.ofSize(threshold - 1, placed(dealt))) {
            BigInteger claimed = P256.randomScalar(random);
            List<PlacedShare> line = new ArrayList<>(subset);
            line.add(new PlacedShare(0, claimed));
            int missing = total + 1;
            BigInteger completing = KeySharing.interpolate(line, missing);

            List<PlacedShare> completed = new ArrayList<>(subset);
            completed.add(new PlacedShare(missing, completing));
            assertThat(KeySharing.interpolate(completed, 0)).isEqualTo(claimed);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,4", "3,7", "22,64"})
    void everyShareVerifiesAtItsPlaceAndNowhereElse(int threshold, int total) {
        KeySharing.Dealt dealt = KeySharing.deal(threshold, total, random);
        for (int place = 1; place <= total; place += 1 + total / 8) {
            KeyShare share = dealt.shares().get(place - 1);
            assertThat(KeySharing.verify(dealt.commitments(), place, share)).isTrue();
            if (threshold > 1) {
                assertThat(KeySharing.verify(dealt.commitments(), place % total + 1, share))
                        .isFalse();
            }
            KeyShare changed = new KeyShare(Mutations.flipped(share.scalar(), 31));
            assertThat(KeySharing.verify(dealt.commitments(), place, changed)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,4"})
    void sharesOfAnotherDealDoNotVerify(int threshold, int total) {
        KeySharing.Dealt one = KeySharing.deal(threshold, total, random);
        KeySharing.Dealt other = KeySharing.deal(threshold, total, random);
        assertThat(KeySharing.verify(one.commitments(), 1, other.shares().getFirst()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,4"})
    void refusesWhatIsNoScalarOrNoPoint(int threshold, int total) {
        KeySharing.Dealt dealt = KeySharing.deal(threshold, total, random);
        KeyShare share = dealt.shares().getFirst();

        BigInteger unreduced = new BigInteger(1, share.scalar().toArray()).add(P256.ORDER);
        if (unreduced.bitLength() <= 256) {
            assertThat(KeySharing.verify(dealt.commitments(), 1, new KeyShare(P256.encode(unreduced))))
                    .isFalse();
        }
        assertThat(KeySharing.verify(
                        dealt.commitments(), 1, new KeyShare(Octets.ofHex("ff".repeat(KeyShare.LENGTH_BYTES)))))
                .isFalse();
        assertThat(KeySharing.verify(dealt.commitments(), 1, new KeyShare(Octets.ofHex("00".repeat(32)))))
                .isFalse();

        for (String point : List.of("00".repeat(33), "02" + "ff".repeat(32), "04" + "11".repeat(32))) {
            List<Octets> commitments = new ArrayList<>(dealt.commitments());
            commitments.set(commitments.size() - 1, Octets.ofHex(point));
            assertThat(KeySharing.verify(commitments, 1, share)).isFalse();
        }
    }

    private static List<PlacedShare> placed(KeySharing.Dealt dealt) {
        List<PlacedShare> placed = new ArrayList<>();
        for (KeyShare share : dealt.shares()) {
            placed.add(new PlacedShare(
                    placed.size() + 1, P256.scalar(share.scalar()).orElseThrow()));
        }
        return placed;
    }
}
