package health.salus.contracts.governance;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;

/// The name of a proposal, chosen by who proposes.
public record ProposalId(String value) implements Comparable<ProposalId> {

    private static final int MAX_CHARACTERS = 64;

    public ProposalId {
        boolean usable = !value.isEmpty()
                && value.length() <= MAX_CHARACTERS
                && value.chars().allMatch(ProposalId::isAllowed);
        Require.that(usable, ErrorCode.MALFORMED, "a proposal's id has 1 to 64 small letters, digits and '-'");
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }

    @Override
    public int compareTo(ProposalId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
