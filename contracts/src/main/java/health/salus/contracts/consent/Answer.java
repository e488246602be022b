package health.salus.contracts.consent;

import java.util.Optional;

/// What consents say to a question: with the facts of a resource exactly one thing, without them whatever is possible
/// for some resource.
///
/// @param permit the rule by which it may be permitted
/// @param deny the rule by which it may be denied
/// @param silent whether it may be that no rule applies
public record Answer(Optional<RuleReference> permit, Optional<RuleReference> deny, boolean silent) {

    public static final Answer SILENT = new Answer(Optional.empty(), Optional.empty(), true);

    /// What both say together, side by side: denying overrides permitting, either overrides silence.
    public Answer and(Answer other) {
        Optional<RuleReference> permitted = Optional.empty();
        if (permit.isPresent() && (other.permit.isPresent() || other.silent)) {
            permitted = permit;
        } else if (other.permit.isPresent() && silent) {
            permitted = other.permit;
        }
        return new Answer(permitted, deny.or(other::deny), silent && other.silent);
    }

    /// What a rule says whose exceptions say this: where they are silent, what it says itself.
    Answer within(Provision.Effect effect, RuleReference rule) {
        if (!silent) {
            return this;
        }
        return switch (effect) {
            case PERMIT -> new Answer(permit.or(() -> Optional.of(rule)), deny, false);
            case DENY -> new Answer(permit, deny.or(() -> Optional.of(rule)), false);
        };
    }

    /// When it is open whether the rule applies at all.
    Answer orSilent() {
        return new Answer(permit, deny, true);
    }
}
