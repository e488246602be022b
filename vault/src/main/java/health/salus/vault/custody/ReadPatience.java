package health.salus.vault.custody;

import java.time.Duration;

/// How long a read waits.
///
/// @param hedge for an answer, before a further custodian is asked as well: several times what one nearby takes
/// @param total for enough answers
record ReadPatience(Duration hedge, Duration total) {

    static final ReadPatience USUAL = new ReadPatience(Duration.ofMillis(250), Duration.ofSeconds(15));
}
