package health.salus.fhir.consent;

import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.fhir.party.Parties;
import health.salus.fhir.party.Party;
import health.salus.fhir.party.PartyName;
import health.salus.fhir.structure.IssueType;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the actors of one provision (`Consent.provision.actor`): who receives, and who wrote.
final class ActorReader {
    private final Parties parties;
    private final Set<PrincipalId> principals = new LinkedHashSet<>();
    private final Set<OrganisationId> organisations = new LinkedHashSet<>();
    private final Set<OrganisationId> authors = new LinkedHashSet<>();
    private final Set<PrincipalKind> kinds = new LinkedHashSet<>();
    private final List<Pair> pairs = new ArrayList<>();

    /// A recipient and the kind that its role narrows it to; nothing for a role that narrows nothing.
    private record Pair(Optional<Party> party, Optional<PrincipalKind> kind) {}

    ActorReader(Parties parties) {
        this.parties = parties;
    }

    void read(Place provision) {
        List<Place> actors = provision.items("actor");
        actors.forEach(this::actor);
        if (!isProduct()) {
            provision.error(
                    IssueType.NOT_SUPPORTED, "gives its actors different roles; write one provision for each role");
        }
    }

    /// The roles of a provision narrow all of its recipients alike: each recipient must stand there with each role.
    private boolean isProduct() {
        Set<Optional<Party>> named = new LinkedHashSet<>();
        pairs.forEach(pair -> named.add(pair.party()));
        boolean narrowed = pairs.stream().anyMatch(pair -> pair.kind().isPresent());
        boolean broad = pairs.stream().anyMatch(pair -> pair.kind().isEmpty());
        boolean anyone = named.contains(Optional.empty()) && named.size() > 1;
        int expected = narrowed ? named.size() * kinds.size() : named.size();
        return !(narrowed && broad) && !anyone && new LinkedHashSet<>(pairs).size() == expected;
    }

    private void actor(Place actor) {
        actor.knowing("role", "reference");
        Optional<Place> role = actor.member("role");
        Optional<Place> reference = actor.member("reference");
        if (role.isEmpty() || reference.isEmpty()) {
            actor.error(IssueType.REQUIRED, "has no role, or no reference");
            return;
        }
        List<String> codes = role.get().concept();
        Optional<PrincipalKind> kind =
                codes.stream().flatMap(code -> Codes.kind(code).stream()).findFirst();
        if (codes.stream().anyMatch(Codes.SOURCES::contains)) {
            source(reference.get());
        } else if (kind.isPresent() || codes.stream().anyMatch(Codes.RECIPIENTS::contains)) {
            recipient(reference.get(), kind);
        } else if (!codes.isEmpty()) {
            role.get()
                    .error(
                            IssueType.CODE_INVALID,
                            "is not a role that is enforced: a recipient's (IRCP, PRCP, GRANTEE, DELEGATEE), a kind of "
                                    + "recipient's (PROV, EMP, PAT, GUARD), an author's or custodian's (AUT, CST)");
        }
    }

    private void source(Place reference) {
        Optional<Party> party = party(reference);
        if (party.isEmpty()) {
            return;
        }
        switch (party.get()) {
            case Party.Organisation organisation -> authors.add(organisation.id());
            case Party.Principal _ ->
                reference.unsupported("names a person as author: data is told apart by the organisation that wrote it");
        }
    }

    private void recipient(Place reference, Optional<PrincipalKind> kind) {
        if (kind.isPresent() && isAnyone(reference)) {
            pairs.add(new Pair(Optional.empty(), kind));
            kinds.add(kind.get());
            return;
        }
        Optional<Party> party = party(reference);
        if (party.isEmpty()) {
            return;
        }
        pairs.add(new Pair(party, kind));
        kind.ifPresent(kinds::add);
        switch (party.get()) {
            case Party.Principal principal -> principals.add(principal.id());
            case Party.Organisation organisation -> organisations.add(organisation.id());
        }
    }

    private static boolean isAnyone(Place reference) {
        return reference.value().path("identifier").path("system").asText().equals(Codes.PARTY)
                && reference.value().path("identifier").path("value").asText().equals(Codes.ANYONE);
    }

    private Optional<Party> party(Place reference) {
        reference.knowing("reference", "type", "identifier");
        Optional<String> literal = reference.text("reference");
        Optional<Party> party = literal.isPresent()
                ? parties.find(literal.get())
                : identified(reference).filter(parties::knows);
        if (party.isEmpty()) {
            reference.error(IssueType.NOT_FOUND, "names nobody who is registered on this network");
        }
        return party;
    }

    /// A party by its name on the ledger.
    private static Optional<Party> identified(Place reference) {
        Optional<Place> identifier = reference.member("identifier");
        if (identifier.isEmpty()) {
            return Optional.empty();
        }
        identifier.get().knowing("use", "type", "system", "value", "assigner");
        Optional<String> system = identifier.get().text("system");
        Optional<String> value = identifier.get().text("value");
        if (system.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return switch (system.get()) {
                case PartyName.PRINCIPAL -> Optional.of(new Party.Principal(new PrincipalId(value.get())));
                case PartyName.ORGANISATION -> Optional.of(new Party.Organisation(new OrganisationId(value.get())));
                default -> Optional.empty();
            };
        } catch (SalusException _) {
            return Optional.empty();
        }
    }

    Recipients recipients() {
        boolean none = principals.isEmpty() && organisations.isEmpty() && kinds.isEmpty();
        return none
                ? Recipients.ANYONE
                : new Recipients(List.copyOf(principals), List.copyOf(organisations), List.copyOf(kinds));
    }

    List<OrganisationId> authors() {
        return List.copyOf(authors);
    }
}
