package health.salus.kernel;

///  The name of a verification key: the first sixteen bytes, in hex, of the SHA-256 of its COSE_Key.
public record KeyId(String value) implements Comparable<KeyId> {

    public KeyId {
        Identifiers.check("KeyId", value);
    }

    @Override
    public int compareTo(KeyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
