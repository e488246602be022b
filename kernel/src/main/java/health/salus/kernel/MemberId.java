package health.salus.kernel;

///  An organisation that runs a node and has a vote.
public record MemberId(String value) implements Comparable<MemberId> {

    public MemberId {
        Identifiers.check("MemberId", value);
    }

    @Override
    public int compareTo(MemberId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
