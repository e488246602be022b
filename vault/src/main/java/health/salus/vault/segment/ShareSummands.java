package health.salus.vault.segment;

import health.salus.kernel.Octets;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// Gives one custodian its share again, without anybody else's becoming known: the missing share is a sum, each helper
/// gives one summand of it, and each summand is hidden under masks that cancel out in the sum.
public final class ShareSummands {

    /// As [P256#randomScalar]: reduced modulo the order it is uniform up to 2^-128.
    public static final int MASK_BYTES = 48;

    private ShareSummands() {}

    /// What two helpers have in common: one adds it, the other takes it off.
    public record Mask(Octets common, boolean added) {}

    /// This helper's summand.
    ///
    /// @param helpers the places of all helpers, exactly threshold
    /// @param place this helper's, one of them
    /// @param missing the place whose share is wanted
    /// @param masks one for each other helper
    public static Octets summand(KeyShare share, List<Integer> helpers, int place, int missing, List<Mask> masks) {
        BigInteger sum =
                P256.scalar(share.scalar()).orElseThrow().multiply(KeySharing.coefficient(helpers, place, missing));
        for (Mask mask : masks) {
            BigInteger common = new BigInteger(1, mask.common().toArray());
            sum = mask.added() ? sum.add(common) : sum.subtract(common);
        }
        return P256.encode(sum.mod(P256.ORDER));
    }

    /// The share, when the sum is the one that the author committed to; empty when a helper gave something wrong.
    public static Optional<KeyShare> sum(SegmentManifest manifest, int missing, List<Octets> summands) {
        BigInteger sum = BigInteger.ZERO;
        for (Octets summand : summands) {
            sum = sum.add(new BigInteger(1, summand.toArray()));
        }
        KeyShare share = new KeyShare(P256.encode(sum.mod(P256.ORDER)));
        return manifest.accepts(missing, share) ? Optional.of(share) : Optional.empty();
    }
}
