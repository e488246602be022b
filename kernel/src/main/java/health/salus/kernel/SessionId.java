package health.salus.kernel;

///  A time-boxed permission under which pieces are released.
public record SessionId(String value) implements Comparable<SessionId> {

    public SessionId {
        Identifiers.check("SessionId", value);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
