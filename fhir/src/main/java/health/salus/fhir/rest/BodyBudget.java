package health.salus.fhir.rest;

import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;

/// How much of requests' bodies is in memory at a time: a request alone may be large, but not many large ones together.
final class BodyBudget {

    private static final int CHUNK_BYTES = 1024 * 1024;

    /// A body is a few times its size in memory while it is worked on.
    private static final int PART_OF_HEAP = 8;

    private static final int LARGEST = StructureChecker.MAX_BUNDLE_BYTES / CHUNK_BYTES + 1;

    private final Semaphore chunks;

    BodyBudget(long bytes) {
        this.chunks = new Semaphore((int) Math.max(LARGEST, bytes / CHUNK_BYTES));
    }

    static BodyBudget ofHeap() {
        return new BodyBudget(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /// What one request takes of the budget until it is answered.
    final class Lease implements AutoCloseable {
        private int taken;

        /// Reads a body, no further than it may go.
        ///
        /// @throws SalusException `TOO_LARGE`, or `OVERLOADED` when others hold the memory: nobody waits while
        /// holding some
        byte[] read(InputStream in) throws IOException {
            List<byte[]> parts = new ArrayList<>();
            int total = 0;
            while (true) {
                take();
                byte[] part = in.readNBytes(CHUNK_BYTES);
                parts.add(part);
                total += part.length;
                if (total > StructureChecker.MAX_BUNDLE_BYTES) {
                    throw new SalusException(
                            ErrorCode.TOO_LARGE,
                            "a request has at most " + StructureChecker.MAX_BUNDLE_BYTES + " bytes");
                }
                if (part.length < CHUNK_BYTES) {
                    return joined(parts, total);
                }
            }
        }

        private void take() {
            if (!chunks.tryAcquire()) {
                throw new SalusException(ErrorCode.OVERLOADED, "other large requests are being worked on");
            }
            taken++;
        }

        @Override
        public void close() {
            chunks.release(taken);
            taken = 0;
        }
    }

    Lease lease() {
        return new Lease();
    }

    private static byte[] joined(List<byte[]> parts, int total) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        byte[] whole = Arrays.copyOf(parts.getFirst(), total);
        int at = parts.getFirst().length;
        for (byte[] part : parts.subList(1, parts.size())) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
