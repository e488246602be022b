package health.salus.contracts.consent;

import health.salus.kernel.Digest;

/// What a consent rests on.
public sealed interface Evidence {

    /// The signature of the patient, or of a guardian, under the transaction itself.
    record Signed() implements Evidence {}

    /// A signed paper that staff attest to have seen.
    ///
    /// @param document digest of the scan, which lies with the organisation
    record Paper(Digest document) implements Evidence {}
}
