package health.salus.fhir.consent;

import health.salus.contracts.consent.Provision;
import health.salus.fhir.structure.Issue;
import health.salus.kernel.Digest;
import java.util.List;
import java.util.Optional;

/// What a FHIR Consent says to the ledger.
public sealed interface ConsentReading {
    /// Rules that are enforced exactly as they stand.
    ///
    /// @param patient the id of the Patient whose consent it is
    /// @param draft whether it is not to be in force yet (status `draft` or `proposed`)
    /// @param document digest of the scan that it carries, for a consent on paper
    /// @param notes what somebody should know who signs it, each with its place
    record Enforceable(String patient, boolean draft, Provision root, Optional<Digest> document, List<Issue> notes)
            implements ConsentReading {
        public Enforceable {
            notes = List.copyOf(notes);
        }
    }

    /// It is not, or no longer, in force (status `inactive`, `rejected` or `entered-in-error`).
    record Ended(String patient) implements ConsentReading {}

    /// About something other than who may read: treatment, or care in advance. A record like any other.
    ///
    /// @param scope the code of `Consent.scope`
    record OtherScope(String patient, String scope) implements ConsentReading {}

    /// Rules of which at least one cannot be enforced as it is written: none of them is.
    ///
    /// @param issues what and where, each an error
    /// @param proposed whether it is at least clear that it would let a Patient's data be seen, or not, from now
    /// on:
    ///     neither ends a rule, nor is about something else
    record Unenforceable(List<Issue> issues, boolean proposed) implements ConsentReading {
        public Unenforceable {
            issues = List.copyOf(issues);
        }
    }
}
