package health.salus.kernel;

///  Anyone or anything that signs: a practitioner, a patient, a device, a service.
public record PrincipalId(String value) implements Comparable<PrincipalId> {

    public PrincipalId {
        Identifiers.check("PrincipalId", value);
    }

    @Override
    public int compareTo(PrincipalId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
