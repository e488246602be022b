package health.salus.vault.store;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.nio.ByteBuffer;

/// Where a segment's fragment stands, and what may be asked of it without reading it.
record PiecePlace(int volume, long offset, int lengthBytes, long storedAtSecond, Digest manifest) {

    private static final int ENCODED_BYTES = 4 + 8 + 4 + 8 + Digest.LENGTH_BYTES;

    byte[] encoded() {
        return ByteBuffer.allocate(ENCODED_BYTES)
                .putInt(volume)
                .putLong(offset)
                .putInt(lengthBytes)
                .putLong(storedAtSecond)
                .put(manifest.octets().asReadOnlyBuffer())
                .array();
    }

    static PiecePlace decode(byte[] encoded) {
        ByteBuffer source = ByteBuffer.wrap(encoded);
        int volume = source.getInt();
        long offset = source.getLong();
        int lengthBytes = source.getInt();
        long storedAtSecond = source.getLong();
        byte[] manifest = new byte[Digest.LENGTH_BYTES];
        source.get(manifest);
        return new PiecePlace(volume, offset, lengthBytes, storedAtSecond, new Digest(Octets.wrap(manifest)));
    }

    long end() {
        return offset + lengthBytes;
    }
}
