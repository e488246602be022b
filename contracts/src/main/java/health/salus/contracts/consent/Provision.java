package health.salus.contracts.consent;

import java.util.List;

/// A rule of a consent (FHIR R4 `Consent.provision`): it permits or denies what meets all of its conditions, save for
/// what one of the provisions within it says otherwise about.
///
/// @param provisions the exceptions to this rule; they hold within it only, so its conditions are theirs as well
public record Provision(
        Effect effect,
        Period period,
        Recipients recipients,
        List<PurposeOfUse> purposes,
        Content content,
        NodeConditions node,
        List<Provision> provisions) {

    public Provision {
        purposes = Limits.bounded(purposes);
        provisions = Limits.bounded(provisions);
    }

    /// What a provision does.
    public enum Effect {
        PERMIT,
        DENY
    }

    /// A rule about everything, always, for anyone: narrow it by the methods below.
    public static Provision of(Effect effect) {
        return new Provision(
                effect,
                Period.ALWAYS,
                Recipients.ANYONE,
                List.of(),
                Content.EVERYTHING,
                NodeConditions.NONE,
                List.of());
    }

    public Provision during(Period narrowed) {
        return new Provision(effect, narrowed, recipients, purposes, content, node, provisions);
    }

    public Provision to(Recipients narrowed) {
        return new Provision(effect, period, narrowed, purposes, content, node, provisions);
    }

    public Provision purposes(PurposeOfUse... narrowed) {
        return new Provision(effect, period, recipients, List.of(narrowed), content, node, provisions);
    }

    public Provision about(Content narrowed) {
        return new Provision(effect, period, recipients, purposes, narrowed, node, provisions);
    }

    public Provision where(NodeConditions narrowed) {
        return new Provision(effect, period, recipients, purposes, content, narrowed, provisions);
    }

    public Provision except(Provision... exceptions) {
        return new Provision(effect, period, recipients, purposes, content, node, List.of(exceptions));
    }

    /// Whether a rule in it denies, itself or within.
    boolean denies() {
        return effect == Effect.DENY || provisions.stream().anyMatch(Provision::denies);
    }
}
