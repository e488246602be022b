package health.salus.client.command;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A rule of a consent (FHIR R4 `Consent.provision`): it permits or denies what meets all of its conditions, save for
/// what one of the provisions within it says otherwise about. An empty list stands for everything.
///
/// @param purposes codes of HL7 v3 PurposeOfUse
/// @param provisions the exceptions to this rule
public record Provision(
        Effect effect,
        Period period,
        Recipients recipients,
        List<String> purposes,
        Content content,
        Conditions node,
        List<Provision> provisions) {

    public Provision {
        purposes = List.copyOf(purposes);
        provisions = List.copyOf(provisions);
    }

    /// What a provision does.
    public enum Effect {
        PERMIT,
        DENY
    }

    /// A stretch of time with both its ends in it, either of which may be open.
    public record Period(Optional<Instant> start, Optional<Instant> end) {

        public static final Period ALWAYS = new Period(Optional.empty(), Optional.empty());
    }

    /// Who reads: any of the named principals and organisations; `roles` narrows them.
    public record Recipients(List<PrincipalId> principals, List<OrganisationId> organisations, List<String> roles) {

        public static final Recipients ANYONE = new Recipients(List.of(), List.of(), List.of());
    }

    /// What is read: FHIR resource types, groups of them, security labels, and who wrote it.
    public record Content(
            List<String> resourceTypes, List<String> typeGroups, List<String> labels, List<OrganisationId> authors) {

        public static final Content EVERYTHING = new Content(List.of(), List.of(), List.of(), List.of());
    }

    /// Conditions on a single resource, which the reading node enforces: the keys of resources on the ledger, and
    /// digests of codes that stand in them.
    public record Conditions(List<Octets> resources, List<Digest> codes) {

        public static final Conditions NONE = new Conditions(List.of(), List.of());
    }
}
