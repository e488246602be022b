package health.salus.vault.doubles;

import health.salus.kernel.Octets;
import java.util.Arrays;

/// Seeded damage to bytes: flips, cuts, insertions, repetitions.
public final class Mutations {

    private final SeededRandom random;

    public Mutations(SeededRandom random) {
        this.random = random;
    }

    public Octets mutate(Octets original) {
        byte[] bytes = original.toArray();
        int changes = 1 + random.below(3);
        for (int i = 0; i < changes; i++) {
            bytes = bytes.length == 0 ? random.octets(3).toArray() : once(bytes);
        }
        return Octets.wrap(bytes);
    }

    /// The same with exactly one bit changed.
    public static Octets flipped(Octets original, int at) {
        byte[] bytes = original.toArray();
        bytes[at] ^= 0x10;
        return Octets.wrap(bytes);
    }

    private byte[] once(byte[] bytes) {
        int at = random.below(bytes.length);
        switch (random.below(5)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.below(8));
            case 1 -> bytes[at] = (byte) random.below(256);
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.below(9));
                System.arraycopy(bytes, at, longer, longer.length - (bytes.length - at), bytes.length - at);
                return longer;
            }
            default -> {
                int until = at + random.below(bytes.length - at);
                for (int i = at; i < until; i++) {
                    bytes[i] = (byte) 0xff;
                }
            }
        }
        return bytes;
    }
}
