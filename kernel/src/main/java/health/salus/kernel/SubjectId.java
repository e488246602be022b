package health.salus.kernel;

///  The pseudonym of the patient that a record is about; never a name or a number from outside.
public record SubjectId(String value) implements Comparable<SubjectId> {

    public SubjectId {
        Identifiers.check("SubjectId", value);
    }

    @Override
    public int compareTo(SubjectId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
