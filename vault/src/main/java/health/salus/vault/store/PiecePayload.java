package health.salus.vault.store;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.vault.segment.SegmentManifest;
import java.nio.ByteBuffer;
import java.time.Instant;

/// What a fragment's frame holds: when it came, whose it is, its manifest and the fragment.
record PiecePayload(long storedAtSecond, int custodian, Octets manifest, Octets fragment) {

    private static final int FIXED_BYTES = Long.BYTES + 1 + Integer.BYTES;

    static PiecePayload of(HeldFragment fragment, Instant storedAt) {
        return new PiecePayload(
                storedAt.getEpochSecond(),
                fragment.custodian(),
                fragment.manifest().encoded(),
                fragment.fragment());
    }

    Octets encoded() {
        ByteBuffer head = ByteBuffer.allocate(FIXED_BYTES);
        head.putLong(storedAtSecond).put((byte) custodian).putInt(manifest.length());
        return Octets.concat(Octets.wrap(head.array()), manifest, fragment);
    }

    static PiecePayload decode(Octets encoded) {
        if (encoded.length() < FIXED_BYTES) {
            throw new SalusException(ErrorCode.MALFORMED, "a stored piece ends within its head");
        }
        ByteBuffer head = encoded.asReadOnlyBuffer();
        long storedAtSecond = head.getLong();
        int custodian = Byte.toUnsignedInt(head.get());
        int manifestBytes = head.getInt();
        if (manifestBytes < 0 || manifestBytes > head.remaining()) {
            throw new SalusException(ErrorCode.MALFORMED, "a stored manifest is longer than its frame");
        }
        int manifestEnd = FIXED_BYTES + manifestBytes;
        return new PiecePayload(
                storedAtSecond,
                custodian,
                encoded.slice(FIXED_BYTES, manifestEnd),
                encoded.slice(manifestEnd, encoded.length()));
    }

    HeldFragment held() {
        return new HeldFragment(SegmentManifest.decode(manifest), custodian, fragment);
    }
}
