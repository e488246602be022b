package health.salus.fhir.record;

import health.salus.contracts.consent.Provision;
import health.salus.kernel.Digest;
import java.util.Optional;

/// What the ledger is told when a Consent is stored with a token, which is nobody's signature.
public sealed interface ConsentStep {
    /// A rule to keep as a draft until somebody signs it.
    ///
    /// @param document digest of the scan that the Consent carries, for one on paper
    record Draft(Provision root, Optional<Digest> document) implements ConsentStep {}

    /// None: a document without a rule of the ledger, which nobody can sign.
    record Nothing() implements ConsentStep {}

    /// The consent is over: what is in force is withdrawn, and a draft is dropped.
    record End() implements ConsentStep {}
}
