package health.salus.vault.custody;

import java.time.Duration;
import java.util.List;

/// How long a write waits.
///
/// @param quorum for enough custodians to acknowledge; one that takes longer counts as down for this write
/// @param retries pauses before each further attempt at a custodian that could not be reached, once the write
/// succeeded
record WritePatience(Duration quorum, List<Duration> retries) {

    static final WritePatience USUAL = new WritePatience(
            Duration.ofSeconds(15), List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30)));
}
