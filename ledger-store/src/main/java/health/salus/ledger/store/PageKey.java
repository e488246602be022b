package health.salus.ledger.store;

/// Where a page lies: how many nibbles of the key are decided above it, then those nibbles, two a byte.
final class PageKey {

    static final int MAX_DEPTH = 2 * TreeHash.HASH_BYTES;

    private PageKey() {}

    static byte[] of(byte[] key, int depth) {
        byte[] pageKey = new byte[1 + (depth + 1) / 2];
        pageKey[0] = (byte) depth;
        System.arraycopy(key, 0, pageKey, 1, (depth + 1) / 2);
        if (depth % 2 == 1) {
            pageKey[pageKey.length - 1] &= (byte) 0xf0;
        }
        return pageKey;
    }

    static int nibble(byte[] key, int depth) {
        int octet = key[depth / 2] & 0xff;
        return depth % 2 == 0 ? octet >>> 4 : octet & 0x0f;
    }

    /// The key with this nibble after its first `depth` ones.
    static byte[] with(byte[] key, int depth, int nibble) {
        byte[] changed = key.clone();
        int octet = changed[depth / 2] & 0xff;
        changed[depth / 2] = (byte) (depth % 2 == 0 ? (octet & 0x0f) | (nibble << 4) : (octet & 0xf0) | nibble);
        return changed;
    }
}
