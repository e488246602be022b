package health.salus.fhir.bundle;

import health.salus.kernel.Octets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Replacements in a stretch of bytes, everything else staying as it is.
final class Splices {
    private final byte[] source;
    private final int from;
    private final int to;
    private final List<Splice> splices = new ArrayList<>();
    private final List<Splice> removed = new ArrayList<>();

    private record Splice(int start, int end, Octets by) {}

    Splices(byte[] source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    void replace(int start, int end, String by) {
        splices.add(new Splice(start, end, Octets.utf8(by)));
    }

    void remove(int start, int end) {
        Splice splice = new Splice(start, end, Octets.EMPTY);
        splices.add(splice);
        removed.add(splice);
    }

    /// Whether the byte goes with a stretch that is removed.
    boolean removes(int at) {
        for (Splice splice : removed) {
            if (splice.start() <= at && at < splice.end()) {
                return true;
            }
        }
        return false;
    }

    void insert(int at, String text) {
        replace(at, at, text);
    }

    byte[] apply() {
        splices.sort(Comparator.comparingInt(Splice::start));
        int length = to - from;
        for (Splice splice : splices) {
            length += splice.by().length() - (splice.end() - splice.start());
        }
        byte[] target = new byte[length];
        int read = from;
        int written = 0;
        for (Splice splice : splices) {
            if (splice.start() < read) {
                throw new IllegalStateException("splices overlap");
            }
            written = copy(source, read, splice.start(), target, written);
            splice.by().copyTo(target, written);
            written += splice.by().length();
            read = splice.end();
        }
        copy(source, read, to, target, written);
        return target;
    }

    private static int copy(byte[] source, int start, int end, byte[] target, int at) {
        System.arraycopy(source, start, target, at, end - start);
        return at + end - start;
    }
}
