package health.salus.fhir.record;

import health.salus.kernel.Octets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What is to become of one resource.
public sealed interface Change {
    ResourceId id();

    /// A resource under an id that this node assigned.
    record Create(ResourceId id, Content content, Optional<Condition> condition) implements Change {}

    /// The next version of a resource, or its first under an id that the caller chose.
    ///
    /// @param expected the version that must be current, 0 for none at all, empty for any
    record Update(ResourceId id, Content content, OptionalLong expected, Optional<Condition> condition)
            implements Change {}

    /// A version without content.
    record Delete(ResourceId id, OptionalLong expected) implements Change {}

    /// What is stored.
    ///
    /// @param json the exact bytes: structure checked, references rewritten, with the id, without the server's
    /// `meta`
    /// @param identifiers those that the resource carries: by them it is found ([RecordService#holders]), and their
    ///     conditions ([IdentifierToken#criteria]) move on, so that a conditional create racing with a plain one is
    ///     noticed
    /// @param consent what the ledger is told in the same transaction, for a Consent
    record Content(Octets json, Subjects subjects, List<IdentifierToken> identifiers, Optional<ConsentStep> consent) {
        public Content {
            identifiers = List.copyOf(identifiers);
        }

        public Content(Octets json, Subjects subjects, List<IdentifierToken> identifiers) {
            this(json, subjects, identifiers, Optional.empty());
        }

        /// Whether it is a Consent that was kept though the ledger cannot enforce it.
        public boolean rulesNothing() {
            return consent.filter(ConsentStep.Nothing.class::isInstance).isPresent();
        }
    }
}
