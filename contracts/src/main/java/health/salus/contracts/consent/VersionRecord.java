package health.salus.contracts.consent;

import health.salus.kernel.Digest;
import health.salus.kernel.PrincipalId;
import java.time.Instant;
import java.util.Optional;

/// A version of a consent and what became of it. It stays when it has ended, so that a patient can always see what was
/// once permitted, and to whom.
///
/// @param draft whether it still waits for a signature, or waited in vain
public record VersionRecord(ConsentVersion version, boolean draft, Optional<Ending> ending) {

    /// How a version ended.
    ///
    /// @param by who replaced or withdrew it
    /// @param transaction that did
    public record Ending(Cause cause, Instant at, PrincipalId by, Digest transaction) {}

    /// Why a version ended.
    public enum Cause {
        /// A later version took its place.
        REPLACED,
        WITHDRAWN
    }

    /// Whether it decided who may read at this time, the period of its root aside.
    public boolean heldAt(Instant time) {
        boolean begun = !draft && !time.isBefore(version.givenAt());
        return begun && ending.filter(ended -> !time.isBefore(ended.at())).isEmpty();
    }

    /// Whether it was in force at this time, its period included.
    public boolean isInForce(Instant time) {
        return heldAt(time) && version.root().period().contains(time);
    }

    VersionRecord ended(Ending how) {
        return new VersionRecord(version, draft, Optional.of(how));
    }
}
