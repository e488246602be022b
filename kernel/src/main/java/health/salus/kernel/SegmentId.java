package health.salus.kernel;

///  What is encrypted together.
public record SegmentId(String value) implements Comparable<SegmentId> {

    public SegmentId {
        Identifiers.check("SegmentId", value);
    }

    @Override
    public int compareTo(SegmentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
