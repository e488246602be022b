package health.salus.contracts.consent;

import health.salus.kernel.Octets;

/// The rules whose condition in one dimension is met by one value.
///
/// @param value [#ANY] for the rules without such a condition
/// @param rules a bit a rule, the first in the lowest bit of the first byte
record Posting(Dimension dimension, String value, Octets rules) {

    static final String ANY = "*";

    /// What a rule may be conditional on, apart from time and single resources.
    enum Dimension {
        RECIPIENT,
        ROLE,
        PURPOSE,
        TYPE,
        LABEL,
        AUTHOR
    }

    static String principal(String id) {
        return "principal/" + id;
    }

    static String organisation(String id) {
        return "organisation/" + id;
    }

    static String group(String name) {
        return "group/" + name;
    }
}
