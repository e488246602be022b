package health.salus.kernel;

///  A hospital, a pharmacy, a maker: hosted by a member.
public record OrganisationId(String value) implements Comparable<OrganisationId> {

    public OrganisationId {
        Identifiers.check("OrganisationId", value);
    }

    @Override
    public int compareTo(OrganisationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
