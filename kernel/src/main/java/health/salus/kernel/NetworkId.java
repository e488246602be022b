package health.salus.kernel;

///  A consortium's network; part of every signed and hashed format.
public record NetworkId(String value) implements Comparable<NetworkId> {

    public NetworkId {
        Identifiers.check("NetworkId", value);
    }

    @Override
    public int compareTo(NetworkId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
