package health.salus.node.fhir;

import static health.salus.node.fhir.TwoHospitals.NORTH_DOCTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.crypto.Secret;
import health.salus.fhir.record.Identified;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.WriteOutcome;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.node.local.LocalStore;
import health.salus.platform.network.Network;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What other members' answers about an identifier count for.
@TestInstance(Lifecycle.PER_CLASS)
class IdentifierHoldersTest {

    private static final RecordCodec<Answer> ANSWER = RecordCodec.of(Answer.class);
    private static final RecordCodec<Question> QUESTION = RecordCodec.of(Question.class);
    private static final String NUMBER = "1234";
    private static final PrincipalId ASKER = NORTH_DOCTOR.principal();

    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private IdentifierHolders.Limits limits = IdentifierHolders.Limits.of(() -> now);
    private final ResourceId patient = new ResourceId("Patient", "p-1");
    private TwoHospitals hospitals;
    private LocalStore elsewhere;
    private Digest transaction;

    /// The form of an answer, as a member of other software could give it.
    private record Answer(List<Holding> holdings) {}

    private record Holding(List<Found> found) {}

    private record Question(List<Octets> tokens) {}

    private record Found(String resource, Digest transaction) {}

    @BeforeAll
    void open(@TempDir Path directory) {
        hospitals = new TwoHospitals(directory.resolve("node"));
        elsewhere = new LocalStore(directory.resolve("elsewhere"));
        WriteOutcome outcome = hospitals.create(NORTH_DOCTOR, patient, NUMBER);
        transaction = Digest.ofHex(((WriteOutcome.Accepted) outcome).transaction());
    }

    @AfterEach
    void allowMuch() {
        limits = IdentifierHolders.Limits.of(() -> now);
    }

    @AfterAll
    void close() {
        elsewhere.close();
        hospitals.close();
    }

    @Test
    void aMemberSpeaksForWhatItsOwnOrganisationsWrote() {
        Octets answer = answer(List.of(new Found(patient.toString(), transaction)));
        assertThat(asked(TwoHospitals.MEMBER, _ -> answer)).containsExactly(patient);
        assertThat(asked(new MemberId("liar"), _ -> answer)).isEmpty();
    }

    @Test
    void anAnswerNamesTheTransactionThatMadeTheCurrentVersion() {
        Octets answer = answer(List.of(new Found(patient.toString(), Digest.ZERO)));
        assertThat(asked(TwoHospitals.MEMBER, _ -> answer)).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsLeftOut() {
        Octets answer = answer(List.of(
                new Found("", transaction),
                new Found("Patient", transaction),
                new Found("/p-1", transaction),
                new Found("Patient/", transaction),
                new Found("Location/p-1", transaction),
                new Found(patient.toString(), transaction)));
        assertThat(asked(TwoHospitals.MEMBER, _ -> answer)).containsExactly(patient);
    }

    @Test
    void anAnswerBeyondTheLimitsCountsForNothing() {
        Found right = new Found(patient.toString(), transaction);
        Found wrong = new Found("Patient/p-2", transaction);
        List<Found> many = IntStream.range(0, 200).mapToObj(_ -> wrong).toList();
        Octets tooMany = answer(IntStream.rangeClosed(0, 200)
                .mapToObj(i -> i < many.size() ? many.get(i) : right)
                .toList());
        assertThat(asked(TwoHospitals.MEMBER, _ -> tooMany)).isEmpty();
        Octets tooLarge = answer(List.of(right, new Found("Patient/" + "x".repeat(100_000), transaction)));
        assertThat(asked(TwoHospitals.MEMBER, _ -> tooLarge)).isEmpty();
        assertThat(asked(TwoHospitals.MEMBER, _ -> Octets.utf8("no CBOR"))).isEmpty();
    }

    @Test
    void eachQuestionHasItsOwnAnswer() {
        Found right = new Found(patient.toString(), transaction);
        List<Identified> wanted = List.of(
                new Identified("Patient", TwoHospitals.identifier("another")),
                new Identified("Patient", TwoHospitals.identifier(NUMBER)));
        Octets nothing = ANSWER.encode(new Answer(List.of(new Holding(List.of()), new Holding(List.of()))));
        Octets both = ANSWER.encode(new Answer(List.of(new Holding(List.of()), new Holding(List.of(right)))));
        assertThat(holders(List.of(member(TwoHospitals.MEMBER, _ -> both), member(new MemberId("east"), _ -> nothing)))
                        .decided(ASKER, wanted))
                .containsExactly(List.of(), List.of(patient));
        IdentifierHolders curt = holders(List.of(member(TwoHospitals.MEMBER, _ -> answer(List.of(right)))));
        assertThatThrownBy(() -> curt.decided(ASKER, wanted))
                .as("who answers fewer than were asked has not answered")
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NO_QUORUM));
    }

    @Test
    void nothingIsDecidedWhileOneMemberIsSilent() {
        UnaryOperator<Octets> silent = _ -> {
            throw new SalusException(ErrorCode.TIMEOUT, "away");
        };
        IdentifierHolders none = holders(new MemberId("south"), silent);
        assertThat(none.holders(ASKER, "Patient", TwoHospitals.identifier(NUMBER)))
                .as("a search does without one member")
                .isEmpty();
        assertThatThrownBy(() -> decided(none, NUMBER)).isInstanceOfSatisfying(SalusException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.NO_QUORUM);
            assertThat(refused.code().retryable()).isTrue();
        });

        Octets answer = answer(List.of(new Found(patient.toString(), transaction)));
        Octets nothing = answer(List.of());
        IdentifierHolders one = holders(List.of(
                member(TwoHospitals.MEMBER, _ -> answer),
                member(new MemberId("east"), silent),
                member(new MemberId("west"), _ -> nothing)));
        assertThat(decided(one, NUMBER)).as("what is found is decided").containsExactly(patient);
        assertThat(decided(holders(new MemberId("south"), _ -> nothing), NUMBER))
                .as("what all deny is decided")
                .isEmpty();
    }

    @Test
    void whoeverGuessesIsSlowedDownAndWhoeverFindsIsNot() {
        Instant[] clock = {now};
        limits = new IdentifierHolders.Limits(
                new QuestionLimit(2, 1, () -> clock[0]), new QuestionLimit(1, 1, () -> clock[0]));
        Octets answer = answer(List.of(new Found(patient.toString(), transaction)));
        IdentifierHolders finds = holders(TwoHospitals.MEMBER, _ -> answer);
        for (int i = 0; i < 5; i++) {
            assertThat(finds.holders(ASKER, "Patient", TwoHospitals.identifier(NUMBER)))
                    .hasSize(1);
        }
        IdentifierHolders guesses = holders(new MemberId("south"), _ -> answer(List.of()));
        guesses.holders(ASKER, "Patient", TwoHospitals.identifier("1"));
        guesses.holders(ASKER, "Patient", TwoHospitals.identifier("2"));
        tooMany(() -> decided(guesses, "3"));
        assertThat(guesses.holders(new PrincipalId("other"), "Patient", TwoHospitals.identifier("3")))
                .as("each has an allowance of its own")
                .isEmpty();
        clock[0] = now.plusSeconds(1);
        assertThat(guesses.holders(ASKER, "Patient", TwoHospitals.identifier("3")))
                .isEmpty();

        Octets question = QUESTION.encode(new Question(List.of(Octets.wrap(new byte[32]))));
        MemberId south = new MemberId("south");
        assertThat(finds.answer(south, question)).isEqualTo(answer(List.of()));
        tooMany(() -> finds.answer(south, question));
        assertThat(finds.answer(new MemberId("west"), question)).isEqualTo(answer(List.of()));
    }

    private static void tooMany(ThrowableAssert.ThrowingCallable question) {
        assertThatThrownBy(question)
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS));
    }

    private static Octets answer(List<Found> found) {
        return ANSWER.encode(new Answer(List.of(new Holding(found))));
    }

    private static List<ResourceId> decided(IdentifierHolders holders, String number) {
        return holders.decided(ASKER, List.of(new Identified("Patient", TwoHospitals.identifier(number))))
                .getFirst();
    }

    private List<ResourceId> asked(MemberId member, UnaryOperator<Octets> answer) {
        return holders(member, answer).holders(ASKER, "Patient", TwoHospitals.identifier(NUMBER));
    }

    /// One member who answers, and two who know nothing.
    private IdentifierHolders holders(MemberId member, UnaryOperator<Octets> answer) {
        Octets nothing = answer(List.of());
        return holders(List.of(
                member(member, answer),
                member(new MemberId("east"), _ -> nothing),
                member(new MemberId("west"), _ -> nothing)));
    }

    /// As a node that holds nothing itself asks them.
    private IdentifierHolders holders(List<OtherMember> others) {
        Network network = hospitals.node().network();
        return new IdentifierHolders(
                network, new IdentifierIndex(network, elsewhere, Secret.of(new byte[32])), () -> others, limits);
    }

    private static OtherMember member(MemberId id, UnaryOperator<Octets> answer) {
        return new OtherMember() {
            @Override
            public MemberId id() {
                return id;
            }

            @Override
            public Octets ask(String message, Octets question) {
                return answer.apply(question);
            }
        };
    }
}
