package health.salus.node.fhir;

import health.salus.crypto.Hmac;
import health.salus.crypto.Secret;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;

/// Chance that is the same for the same name, and that nobody guesses without this node's secret: HMAC-SHA-256 over the
/// name and a counter.
final class RepeatableChance implements RandomSource {

    private final Secret secret;
    private final Octets name;
    private int count;

    RepeatableChance(Secret secret, Octets name) {
        this.secret = secret;
        this.name = name;
    }

    @Override
    public void fill(byte[] target) {
        int filled = 0;
        while (filled < target.length) {
            Octets block = Hmac.sha256(secret, Octets.concat(name, Octets.utf8("\0" + count++)))
                    .octets();
            int length = Math.min(block.length(), target.length - filled);
            System.arraycopy(block.toArray(), 0, target, filled, length);
            filled += length;
        }
    }
}
