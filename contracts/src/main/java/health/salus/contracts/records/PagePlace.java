package health.salus.contracts.records;

import health.salus.ledger.state.Locality;
import health.salus.ledger.state.StateKey;

/// Where a page of [ResourcePages] lies: the locality, and the digits of its resources' places that are decided above
/// it,
/// of two bits each.
record PagePlace(Locality locality, String digits) {

    private static final String SPACE = "records/resources";
    private static final int DIGITS_AN_OCTET = 4;

    static PagePlace top(Locality locality) {
        return new PagePlace(locality, "");
    }

    StateKey stateKey() {
        return StateKey.near(locality, SPACE, digits);
    }

    /// Which of the four pages below this one has the place. Places differ somewhere, so a page of several never lies
    /// below the last digit.
    int digit(ResourcePlace place) {
        int at = digits.length();
        int octet = place.octets().at(at / DIGITS_AN_OCTET);
        return (octet >>> (6 - 2 * (at % DIGITS_AN_OCTET))) & 3;
    }

    PagePlace towards(ResourcePlace place) {
        return new PagePlace(locality, digits + digit(place));
    }
}
