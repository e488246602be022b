package health.salus.proof.tiles;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.LogEntry;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The content of entry bundles: each entry after its length, 16 bits, big-endian (C2SP tlog-tiles, "Log entries").
public final class EntryBundles {

    private EntryBundles() {}

    /// @param entries of at most [LogEntry#MAX_BYTES] bytes each
    public static Octets encode(List<Octets> entries) {
        int length =
                entries.stream().mapToInt(entry -> Short.BYTES + entry.length()).sum();
        ByteBuffer out = ByteBuffer.allocate(length);
        for (Octets entry : entries) {
            if (entry.length() > LogEntry.MAX_BYTES) {
                throw new SalusException(ErrorCode.TOO_LARGE, "an entry has at most " + LogEntry.MAX_BYTES + " bytes");
            }
            out.putShort((short) entry.length()).put(entry.asReadOnlyBuffer());
        }
        return Octets.wrap(out.array());
    }

    /// @throws SalusException for bytes that are no bundle, or one of more than a full one's entries
    public static List<Octets> decode(Octets bundle) {
        ByteBuffer in = bundle.asReadOnlyBuffer();
        List<Octets> entries = new ArrayList<>();
        try {
            while (in.hasRemaining()) {
                if (entries.size() == LogFile.FULL) {
                    throw new SalusException(ErrorCode.TOO_LARGE, "a bundle has at most " + LogFile.FULL + " entries");
                }
                byte[] entry = new byte[in.getShort() & 0xffff];
                in.get(entry);
                entries.add(Octets.wrap(entry));
            }
        } catch (BufferUnderflowException cut) {
            throw new SalusException(ErrorCode.MALFORMED, "a bundle of entries ends early", cut);
        }
        return entries;
    }
}
