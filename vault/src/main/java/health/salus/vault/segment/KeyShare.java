package health.salus.vault.segment;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;

/// One custodian's share of a segment's key: a scalar modulo the order of P-256, big-endian. Fewer than the threshold
/// of them say nothing about the key.
public record KeyShare(Octets scalar) {

    public static final int LENGTH_BYTES = 32;

    public KeyShare {
        if (scalar.length() != LENGTH_BYTES) {
            throw new SalusException(ErrorCode.MALFORMED, "a key share has " + LENGTH_BYTES + " bytes");
        }
    }

    /// The share times the generator of P-256: says which share it is without giving it away. Empty for a number that
    /// is no share of anything.
    public Octets publicPoint() {
        return P256.scalar(scalar)
                .filter(value -> value.signum() != 0)
                .map(value -> P256.encode(P256.timesGenerator(value)))
                .orElse(Octets.EMPTY);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyShare share && scalar.equalsConstantTime(share.scalar);
    }

    @Override
    public int hashCode() {
        return scalar.hashCode();
    }

    @Override
    public String toString() {
        return "KeyShare[redacted]";
    }
}
