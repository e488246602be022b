package health.salus.vault.segment;

import health.salus.kernel.Octets;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.bouncycastle.math.ec.ECPoint;

/// What a new set's shares and commitments are, given the dealings of exactly as many of the old set as open a segment:
/// Lagrange's sums at 0 over the dealers' places. The scalar that they share stays what it was.
public final class Resharing {

    private Resharing() {}

    /// The share of one custodian of the new set.
    ///
    /// @param subShares what each dealer gave it, by the dealer's place
    public static KeyShare share(SortedMap<Integer, KeyShare> subShares) {
        List<Integer> dealers = List.copyOf(subShares.keySet());
        BigInteger sum = BigInteger.ZERO;
        for (Map.Entry<Integer, KeyShare> each : subShares.entrySet()) {
            BigInteger value = new BigInteger(1, each.getValue().scalar().toArray());
            sum = sum.add(value.multiply(KeySharing.coefficient(dealers, each.getKey(), 0)));
        }
        return new KeyShare(P256.encode(sum.mod(P256.ORDER)));
    }

    /// The commitments that all shares of the new set are judged by; the same at whoever adds these dealings up. Empty
    /// when one is no point, or a sum is none.
    ///
    /// @param dealings each dealer's commitments, one for each piece of the new threshold, by the dealer's place
    public static Optional<List<Octets>> commitments(SortedMap<Integer, List<Octets>> dealings, int threshold) {
        List<Integer> dealers = List.copyOf(dealings.keySet());
        List<Octets> sums = new ArrayList<>(threshold);
        for (int i = 0; i < threshold; i++) {
            Optional<ECPoint> sum = Optional.empty();
            for (Map.Entry<Integer, List<Octets>> each : dealings.entrySet()) {
                Optional<ECPoint> point = P256.decode(each.getValue().get(i));
                if (point.isEmpty()) {
                    return Optional.empty();
                }
                ECPoint part = P256.times(point.get(), KeySharing.coefficient(dealers, each.getKey(), 0));
                sum = Optional.of(sum.map(before -> before.add(part)).orElse(part));
            }
            Optional<ECPoint> whole = sum.map(ECPoint::normalize).filter(point -> !point.isInfinity());
            if (whole.isEmpty()) {
                return Optional.empty();
            }
            sums.add(P256.encode(whole.get()));
        }
        return Optional.of(sums);
    }
}
