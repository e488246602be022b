package health.salus.contracts;

import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.EVIDENCE;
import static health.salus.contracts.stage.Cast.GUARDIAN;
import static health.salus.contracts.stage.Cast.HOSPITAL_A;
import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_A;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.access.AccessCommand.Disclosure;
import health.salus.contracts.access.AccessCommand.OpenSession;
import health.salus.contracts.access.AccessCommand.RecordDisclosures;
import health.salus.contracts.access.SessionBasis;
import health.salus.contracts.consent.ConsentCommand.GiveConsent;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Content;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Period;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.IdentityCommand.AddKey;
import health.salus.contracts.identity.IdentityCommand.BindGuardian;
import health.salus.contracts.identity.IdentityCommand.OpenCareRelation;
import health.salus.contracts.identity.IdentityCommand.RegisterOrganisation;
import health.salus.contracts.policy.PolicyCommand.ProposeRule;
import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.SeededRandom;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.Writing;
import health.salus.contracts.stage.WrittenRule;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SessionId;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever bytes a command has, it is accepted or refused: anything else would halt every node of the network at once.
class HostileCommandsTest {

    private static final int ATTEMPTS = 4_000;

    private record Sample(PrincipalId signer, Object command) {}

    private static List<Sample> samples() {
        Provision provision = Provision.of(Provision.Effect.PERMIT)
                .to(Recipients.organisation(HOSPITAL_A))
                .purposes(PurposeOfUse.TREAT)
                .about(Content.labels(SecurityLabel.R))
                .during(new Period(Optional.of(Instant.MIN), Optional.of(Instant.MAX)))
                .except(Provision.of(Provision.Effect.DENY));
        return List.of(
                new Sample(NODE_1, new RegisterOrganisation(new OrganisationId("ward"), "Ward", M1)),
                new Sample(PATIENT, new AddKey(PATIENT, Cast.registration("fresh"))),
                new Sample(PATIENT, new BindGuardian(SUBJECT, GUARDIAN, EVIDENCE, Optional.of(Instant.MAX))),
                new Sample(STAFF_A, new OpenCareRelation(SUBJECT, HOSPITAL_A, Optional.of(Instant.MIN))),
                new Sample(PATIENT, new GiveConsent(new ConsentId("c"), SUBJECT, 1, provision, new Evidence.Signed())),
                new Sample(
                        DOCTOR_A,
                        Writing.about(SUBJECT)
                                .segment("s", TypeGroup.PROBLEMS, 2, SecurityLabel.R, SecurityLabel.HIV)
                                .create(Writing.keyOf(SUBJECT, 1), 0, 0)
                                .update(Writing.keyOf(SUBJECT, 2), 2, 0, 1)
                                .delete(Writing.keyOf(SUBJECT, 3), 2)
                                .bucket(7, Optional.of(0L))
                                .command()),
                new Sample(
                        DOCTOR_A,
                        new OpenSession(
                                new SessionId("s2"),
                                SUBJECT,
                                PurposeOfUse.ETREAT,
                                Long.MAX_VALUE,
                                new SessionBasis.BreakGlass("ERTREAT"),
                                M1)),
                new Sample(
                        NODE_1,
                        new RecordDisclosures(List.of(new Disclosure(
                                new SessionId("s1"),
                                DOCTOR_A,
                                Writing.problems(Integer.MAX_VALUE),
                                Digest.ZERO,
                                Instant.MAX,
                                true)))),
                new Sample(
                        NODE_1,
                        new ProposeRule(WrittenRule.breakGlass(1, "purpose == 'ETREAT' && seconds < 7200")
                                .expect(false, WrittenRule.emergency("BTG", 60))
                                .build())));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void areAcceptedOrRefused(long seed) {
        SeededRandom random = new SeededRandom(seed);
        Stage stage = new Stage().enrolled();
        stage.accepts(
                DOCTOR_A,
                new OpenSession(new SessionId("s1"), SUBJECT, PurposeOfUse.TREAT, 60, new SessionBasis.Normal(), M1));
        int refused = 0;
        for (int i = 0; i < ATTEMPTS; i++) {
            Sample sample = random.pick(samples());
            Command command = Stage.encode(sample.command());
            Octets body = random.oneIn(20) ? command.body() : mutated(command.body(), random);
            Command hostile = new Command(command.contract(), command.name(), command.version(), body);
            CommandOutcome outcome = stage.execute(Stage.signedBy(sample.signer()), hostile);
            if (outcome instanceof CommandOutcome.Refused refusal) {
                refused++;
                assertThat(refusal.code().kind())
                        .as("seed %d, attempt %d: %s", seed, i, refusal)
                        .isIn(ErrorCode.Kind.CALLER, ErrorCode.Kind.REFUSED);
            }
        }
        assertThat(refused).isBetween(ATTEMPTS / 2, ATTEMPTS - 10);
    }

    private static Octets mutated(Octets body, SeededRandom random) {
        byte[] bytes = body.toArray();
        int changes = 1 + random.below(3);
        for (int i = 0; i < changes; i++) {
            bytes[random.below(bytes.length)] = (byte) random.below(256);
        }
        return Octets.wrap(random.oneIn(4) ? Arrays.copyOf(bytes, random.below(bytes.length + 8)) : bytes);
    }

    @Test
    void tellTheTruthAboutTheirNameAndVersion() {
        Stage stage = new Stage();
        Command enrol = Stage.encode(new AddKey(PATIENT, Cast.registration("fresh")));
        Command renamed = new Command(enrol.contract(), "EnrolSubject", 1, enrol.body());
        Command newer = new Command(enrol.contract(), enrol.name(), 2, enrol.body());
        assertThat(stage.execute(Stage.signedBy(PATIENT), renamed))
                .isInstanceOfSatisfying(
                        CommandOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED));
        assertThat(stage.execute(Stage.signedBy(PATIENT), newer))
                .isInstanceOfSatisfying(
                        CommandOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION));
    }
}
