package health.salus.kernel;

///  A named set of members that keep pieces.
public record CustodianSetId(String value) implements Comparable<CustodianSetId> {

    public CustodianSetId {
        Identifiers.check("CustodianSetId", value);
    }

    @Override
    public int compareTo(CustodianSetId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
