package health.salus.contracts.consent;

import java.util.List;

/// The compiled consents of a patient, as they lie in the state.
///
/// @param epoch goes up with every change of what is in force
/// @param postings in ascending order of dimension and value
record StoredTable(long epoch, List<TableRule> rules, List<Posting> postings) {

    StoredTable {
        rules = List.copyOf(rules);
        postings = List.copyOf(postings);
    }
}
