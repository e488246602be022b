package health.salus.contracts.identity;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;

/// An organisation and the member that hosts it.
///
/// @param name its public name, for patients who are shown who read what
public record OrganisationRecord(OrganisationId id, String name, MemberId host) {

    private static final int MAX_NAME_CHARACTERS = 200;

    public OrganisationRecord {
        Require.that(
                !name.isBlank() && name.length() <= MAX_NAME_CHARACTERS,
                ErrorCode.MALFORMED,
                "an organisation's name has 1 to 200 characters");
    }
}
