package health.salus.fhir.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.ConsentRecord;
import health.salus.contracts.consent.ConsentVersion;
import health.salus.contracts.consent.Content;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.NodeConditions;
import health.salus.contracts.consent.Period;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.Provision.Effect;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import health.salus.fhir.Hl7Validator;
import health.salus.fhir.Mutations;
import health.salus.fhir.Samples;
import health.salus.fhir.party.Parties;
import health.salus.fhir.party.RegisteredParties;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is written is read as what it was, and any bytes get an answer.
final class ConsentRoundTripTest {
    private static final long SEED = Long.getLong("salus.seed", 42);
    private static final int RULES = 2_000;
    private static final int DAMAGED = 30_000;
    private static final int VALIDATED = 20;
    private static final ConsentId ID = new ConsentId("c1");
    private static final Instant GIVEN = Instant.parse("2026-03-01T08:00:00.123Z");
    private static final List<OrganisationId> ORGANISATIONS =
            List.of(new OrganisationId("hospital"), new OrganisationId("clinic"), new OrganisationId("local-lab"));
    private static final List<PrincipalId> PRINCIPALS =
            List.of(new PrincipalId("doctor"), new PrincipalId("nurse"), new PrincipalId("local-app"));

    private final Random random = new Random(SEED);
    private final Parties parties = new RegisteredParties();
    private final ConsentReader reader = new ConsentReader(parties);
    private final ConsentWriter writer = new ConsentWriter(parties);
    private final StructureChecker checker = new StructureChecker();

    @Test
    void rulesAreReadAsTheyWereWritten() {
        for (int run = 0; run < RULES; run++) {
            Provision root = provision(3);
            byte[] written = writer.write(inForce(root, new Evidence.Signed()), Optional.of("p1"));
            assertThat(checker.check(written).issues())
                    .as("seed %d, run %d: %s", SEED, run, new String(written, StandardCharsets.UTF_8))
                    .isEmpty();
            assertThat(reader.read(ID, written))
                    .as("seed %d, run %d", SEED, run)
                    .isInstanceOfSatisfying(ConsentReading.Enforceable.class, reading -> {
                        assertThat(reading.root()).isEqualTo(ungrouped(root));
                        assertThat(reading.patient()).isEqualTo("p1");
                        assertThat(reading.draft()).isFalse();
                    });
        }
    }

    @Test
    void theStateOfTheRecordIsItsStatus() {
        Provision root = Provision.of(Effect.PERMIT);
        ConsentVersion version = version(root, new Evidence.Paper(Digest.sha256(new byte[] {1})));
        var draft = new ConsentRecord(ID, subject(), 1, Optional.empty(), Optional.of(version), Optional.empty());
        var withdrawn = new ConsentRecord(ID, subject(), 1, Optional.empty(), Optional.empty(), Optional.of(GIVEN));
        assertThat(reader.read(ID, writer.write(draft, Optional.of("p1"))))
                .isInstanceOfSatisfying(
                        ConsentReading.Enforceable.class,
                        reading -> assertThat(reading.draft()).isTrue());
        assertThat(reader.read(ID, writer.write(withdrawn, Optional.of("p1"))))
                .isEqualTo(new ConsentReading.Ended("p1"));
        for (ConsentRecord record : List.of(draft, withdrawn)) {
            assertThat(checker.check(writer.write(record, Optional.of("p1"))).issues())
                    .isEmpty();
        }
    }

    /// HL7's own validator, with its tables of codes.
    @Test
    void hl7sValidatorFindsNoError() {
        Hl7Validator validator = new Hl7Validator();
        for (int run = 0; run < VALIDATED; run++) {
            Evidence evidence = new Evidence.Paper(Digest.sha256(new byte[] {1}));
            byte[] written = writer.write(inForce(provision(2), evidence), Optional.of("p1"));
            String json = new String(written, StandardCharsets.UTF_8);
            assertThat(validator.errors(json))
                    .as("seed %d, run %d: %s", SEED, run, json)
                    .isEmpty();
        }
    }

    @Test
    void anyBytesGetAnAnswer() {
        byte[] sample = Samples.bytes(ConsentSamples.consent(ConsentSamples.EVERYTHING));
        for (int run = 0; run < DAMAGED; run++) {
            byte[] damaged = Mutations.of(sample, random);
            assertThatCode(() -> answered(damaged))
                    .as("seed %d, run %d", SEED, run)
                    .doesNotThrowAnyException();
        }
    }

    private void answered(byte[] json) {
        try {
            reader.read(ID, json);
        } catch (SalusException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED);
        }
    }

    private ConsentRecord inForce(Provision root, Evidence evidence) {
        return new ConsentRecord(
                ID, subject(), 2, Optional.of(version(root, evidence)), Optional.empty(), Optional.empty());
    }

    private static ConsentVersion version(Provision root, Evidence evidence) {
        return new ConsentVersion(
                2, root, evidence, new PrincipalId("ana"), new OrganisationId("hospital"), GIVEN, Digest.ZERO);
    }

    private static SubjectId subject() {
        return new SubjectId("s1");
    }

    private Provision provision(int depth) {
        List<Provision> exceptions = new ArrayList<>();
        for (int i = depth == 0 ? 0 : random.nextInt(3); i > 0; i--) {
            exceptions.add(provision(depth - 1));
        }
        return new Provision(
                random.nextBoolean() ? Effect.PERMIT : Effect.DENY,
                period(),
                new Recipients(some(PRINCIPALS), some(ORGANISATIONS), some(List.of(PrincipalKind.values()))),
                some(List.of(PurposeOfUse.values())),
                new Content(
                        some(List.of("Observation", "Patient", "Consent")),
                        some(List.of(TypeGroup.values())),
                        some(List.of(SecurityLabel.values())),
                        some(ORGANISATIONS)),
                new NodeConditions(
                        some(List.of(ResourceKey.of("Task", "1"), ResourceKey.of("Task", "2"))),
                        some(List.of(NodeConditions.code(ID, "urn:x", "1"), NodeConditions.code(ID, "urn:x", "2")))),
                exceptions);
    }

    private Period period() {
        long start = random.nextLong(2_000_000_000L);
        return new Period(
                random.nextBoolean() ? Optional.empty() : Optional.of(instant(start)),
                random.nextBoolean() ? Optional.empty() : Optional.of(instant(start + 200_000)));
    }

    /// Of a day, a second, or a nanosecond, at its beginning or its end.
    private Instant instant(long second) {
        Instant instant = switch (random.nextInt(3)) {
            case 0 -> Instant.ofEpochSecond(second - second % 86_400);
            case 1 -> Instant.ofEpochSecond(second);
            default -> Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
        };
        return random.nextBoolean() ? instant : instant.minusNanos(1);
    }

    private <T> List<T> some(List<T> values) {
        Set<T> chosen = new LinkedHashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            chosen.add(values.get(random.nextInt(values.size())));
        }
        return List.copyOf(chosen);
    }

    /// A group of types is written as the types in it.
    private static Provision ungrouped(Provision provision) {
        Content content = provision.content();
        Set<String> types = new LinkedHashSet<>(content.resourceTypes());
        content.typeGroups().forEach(group -> types.addAll(group.resourceTypes()));
        return new Provision(
                provision.effect(),
                provision.period(),
                provision.recipients(),
                provision.purposes(),
                new Content(List.copyOf(types), List.of(), content.labels(), content.authors()),
                provision.node(),
                provision.provisions().stream()
                        .map(ConsentRoundTripTest::ungrouped)
                        .toList());
    }
}
