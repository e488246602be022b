package health.salus.contracts.consent;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.stage.SeededRandom;
import health.salus.kernel.RecordCodec;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The compiled table says what the trees say.
class ConsentTableTest {

    private static final int PATIENTS = 800;
    private static final int QUESTIONS = 20;
    private static final RecordCodec<StoredTable> CODEC = RecordCodec.of(StoredTable.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20260501})
    void answersAsTheTreesRead(long seed) {
        SeededRandom random = new SeededRandom(seed);
        RandomConsents generator = new RandomConsents(random);
        Map<SpokenConsent.Said, Integer> seen = new EnumMap<>(SpokenConsent.Said.class);
        for (int patient = 0; patient < PATIENTS; patient++) {
            SortedMap<ConsentId, Provision> consents = generator.consents(4);
            ConsentTable table = table(consents);
            for (int i = 0; i < QUESTIONS; i++) {
                Question question = generator.question().withFacts(generator.facts());
                String place = "seed %d, patient %d, question %d: %s".formatted(seed, patient, i, question);
                SpokenConsent.Said said = SpokenConsent.say(consents, question, false);
                seen.merge(said, 1, Integer::sum);
                assertThat(said(table.decide(question))).as(place).isEqualTo(said);
                assertThat(said(table.decideInEmergency(question)))
                        .as("emergency, " + place)
                        .isEqualTo(SpokenConsent.say(consents, question, true));
            }
        }
        assertThat(seen.values())
                .as("each answer comes up often: %s", seen)
                .hasSize(3)
                .allMatch(count -> count > 500);
    }

    /// Without the facts a table may say more than one thing, but never leaves out what a resource would be told.
    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void leavesOpenWhatDependsOnTheResource(long seed) {
        SeededRandom random = new SeededRandom(seed);
        RandomConsents generator = new RandomConsents(random);
        int open = 0;
        for (int patient = 0; patient < PATIENTS; patient++) {
            SortedMap<ConsentId, Provision> consents = generator.consents(3);
            ConsentTable table = table(consents);
            Question question = generator.question();
            Answer answer = table.decide(question);
            for (int i = 0; i < QUESTIONS; i++) {
                SpokenConsent.Said said = SpokenConsent.say(consents, question.withFacts(generator.facts()), false);
                boolean possible = switch (said) {
                    case PERMIT -> answer.permit().isPresent();
                    case DENY -> answer.deny().isPresent();
                    case SILENT -> answer.silent();
                };
                assertThat(possible)
                        .as("seed %d, patient %d: %s of %s", seed, patient, said, answer)
                        .isTrue();
            }
            open += answer.permit().isPresent() && answer.deny().isPresent() ? 1 : 0;
        }
        assertThat(open).isPositive();
    }

    /// The rule that is named did say so, in the consent that it is said to stand in.
    @ParameterizedTest
    @ValueSource(longs = {6})
    void namesTheRuleThatDecided(long seed) {
        RandomConsents generator = new RandomConsents(new SeededRandom(seed));
        for (int patient = 0; patient < PATIENTS; patient++) {
            SortedMap<ConsentId, Provision> consents = generator.consents(3);
            Question question = generator.question().withFacts(generator.facts());
            Answer answer = table(consents).decide(question);
            answer.permit()
                    .ifPresent(rule -> assertThat(at(consents, rule).effect()).isEqualTo(Provision.Effect.PERMIT));
            answer.deny()
                    .ifPresent(rule -> assertThat(at(consents, rule).effect()).isEqualTo(Provision.Effect.DENY));
        }
    }

    private static Provision at(SortedMap<ConsentId, Provision> consents, RuleReference rule) {
        Provision found = Objects.requireNonNull(consents.get(rule.consent()));
        for (String step : rule.path().split("\\.", -1)) {
            int bracket = step.indexOf('[');
            if (bracket > 0) {
                found = found.provisions().get(Integer.parseInt(step.substring(bracket + 1, step.length() - 1)));
            }
        }
        return found;
    }

    /// Through the encoding, as it comes back from the state.
    static ConsentTable table(SortedMap<ConsentId, Provision> consents) {
        return new ConsentTable(CODEC.decode(CODEC.encode(TableCompiler.compile(1, consents))));
    }

    private static SpokenConsent.Said said(Answer answer) {
        int meanings =
                (answer.permit().isPresent() ? 1 : 0) + (answer.deny().isPresent() ? 1 : 0) + (answer.silent() ? 1 : 0);
        assertThat(meanings)
                .as("with the facts an answer is one thing: %s", answer)
                .isEqualTo(1);
        if (answer.silent()) {
            return SpokenConsent.Said.SILENT;
        }
        return answer.permit().isPresent() ? SpokenConsent.Said.PERMIT : SpokenConsent.Said.DENY;
    }
}
