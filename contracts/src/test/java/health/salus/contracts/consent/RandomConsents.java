package health.salus.contracts.consent;

import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.Cell;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import health.salus.contracts.stage.SeededRandom;
import health.salus.kernel.Digest;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Consents and questions from a vocabulary so small that they often meet.
final class RandomConsents {

    private static final Instant DAY = Instant.parse("2026-06-01T12:00:00Z");
    private static final List<OrganisationId> ORGANISATIONS =
            List.of(new OrganisationId("a"), new OrganisationId("b"), new OrganisationId("c"));
    private static final List<PrincipalId> PRINCIPALS =
            List.of(new PrincipalId("p"), new PrincipalId("q"), new PrincipalId("r"));
    private static final List<PrincipalKind> KINDS =
            List.of(PrincipalKind.PRACTITIONER, PrincipalKind.STAFF, PrincipalKind.PATIENT);
    private static final List<PurposeOfUse> PURPOSES = List.of(
            PurposeOfUse.TREAT,
            PurposeOfUse.ETREAT,
            PurposeOfUse.BTG,
            PurposeOfUse.HPAYMT,
            PurposeOfUse.HRESCH,
            PurposeOfUse.CLINTRCH);
    private static final List<SecurityLabel> LABELS = List.of(
            SecurityLabel.L,
            SecurityLabel.N,
            SecurityLabel.R,
            SecurityLabel.V,
            SecurityLabel.HIV,
            SecurityLabel.SPI,
            SecurityLabel.SUD,
            SecurityLabel.ETHUD);
    private static final List<TypeGroup> GROUPS = List.of(TypeGroup.PROBLEMS, TypeGroup.OBSERVATIONS);
    private static final List<String> TYPES = List.of("Condition", "Flag", "Observation", "DiagnosticReport", "Media");
    private static final List<ResourceKey> KEYS =
            List.of(ResourceKey.of("Observation", "1"), ResourceKey.of("Observation", "2"));
    private static final List<String> CODES = List.of("x", "y");

    private final SeededRandom random;

    RandomConsents(SeededRandom random) {
        this.random = random;
    }

    SortedMap<ConsentId, Provision> consents(int most) {
        TreeMap<ConsentId, Provision> consents = new TreeMap<>();
        int count = random.below(most + 1);
        for (int i = 0; i < count; i++) {
            ConsentId id = new ConsentId("c" + i);
            consents.put(id, provision(id, 0));
        }
        return consents;
    }

    private Provision provision(ConsentId consent, int depth) {
        List<Provision> nested = new ArrayList<>();
        int exceptions = depth >= 4 ? 0 : random.below(4);
        for (int i = 0; i < exceptions; i++) {
            nested.add(provision(consent, depth + 1));
        }
        // Few conditions on each rule, so that deep exceptions are reached.
        return new Provision(
                random.oneIn(2) ? Provision.Effect.PERMIT : Provision.Effect.DENY,
                random.oneIn(5) ? period() : Period.ALWAYS,
                random.oneIn(3) ? recipients() : Recipients.ANYONE,
                random.oneIn(3) ? random.some(PURPOSES, 2) : List.of(),
                random.oneIn(2) ? content() : Content.EVERYTHING,
                random.oneIn(5) ? node(consent) : NodeConditions.NONE,
                nested);
    }

    private Period period() {
        return new Period(end(), end());
    }

    private Optional<Instant> end() {
        return random.oneIn(3) ? Optional.empty() : Optional.of(DAY.plusSeconds(random.below(5) - 2L));
    }

    private Recipients recipients() {
        return new Recipients(random.some(PRINCIPALS, 2), random.some(ORGANISATIONS, 2), random.some(KINDS, 2));
    }

    private Content content() {
        return new Content(
                random.some(TYPES, 2), random.some(GROUPS, 1), random.some(LABELS, 2), random.some(ORGANISATIONS, 2));
    }

    private NodeConditions node(ConsentId consent) {
        List<Digest> codes = random.some(CODES, 1).stream()
                .map(code -> NodeConditions.code(consent, "system", code))
                .toList();
        return new NodeConditions(random.some(KEYS, 1), codes);
    }

    Question question() {
        Reader reader = new Reader(
                random.pick(PRINCIPALS), random.pick(KINDS), random.pick(ORGANISATIONS), random.pick(PURPOSES));
        String type = random.pick(TYPES);
        Cell cell = Cell.of(TypeGroup.of(type).orElseThrow(), random.some(LABELS, 3), random.pick(ORGANISATIONS));
        return new Question(reader, DAY.plusSeconds(random.below(5) - 2L), cell, type, Optional.empty());
    }

    ResourceFacts facts() {
        List<ResourceFacts.Code> codes = random.some(CODES, 2).stream()
                .map(code -> new ResourceFacts.Code("system", code))
                .toList();
        return new ResourceFacts(random.pick(KEYS), codes);
    }
}
