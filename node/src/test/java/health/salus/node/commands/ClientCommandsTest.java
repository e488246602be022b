package health.salus.node.commands;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.command.IdentityCommand;
import health.salus.client.command.PolicyCommand;
import health.salus.client.rule.RuleDefinition;
import health.salus.client.rule.RuleDefinition.Expectation;
import health.salus.client.rule.RuleDefinition.NamedValue;
import health.salus.client.rule.RuleType;
import health.salus.client.rule.RuleValue;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.RelyingParty;
import health.salus.crypto.SystemRandomSource;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The client cannot see the contracts: its commands have the bytes that the contracts read.
class ClientCommandsTest {

    private static final VerificationKey KEY =
            InMemorySigningKey.generate(new SystemRandomSource()).verificationKey();
    private static final IdentityCommand.KeyRegistration PLAIN = IdentityCommand.KeyRegistration.of(KEY);
    private static final IdentityCommand.KeyRegistration PASSKEY = new IdentityCommand.KeyRegistration(
            KEY, Optional.of(new RelyingParty("node.example", List.of("https://node.example"))));
    private static final PrincipalId PRINCIPAL = new PrincipalId("p");
    private static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");
    private static final OrganisationId ORGANISATION = new OrganisationId("o");
    private static final Digest EVIDENCE = Digest.sha256(Octets.utf8("form"));
    private static final Instant UNTIL = Instant.parse("2030-01-01T00:00:00.000000001Z");

    static Stream<IdentityCommand> commands() {
        Stream<IdentityCommand> registrations = Arrays.stream(IdentityCommand.Kind.values())
                .map(kind ->
                        new IdentityCommand.RegisterPrincipal(PRINCIPAL, kind, ORGANISATION, List.of(PLAIN, PASSKEY)));
        return Stream.concat(
                registrations,
                Stream.of(
                        new IdentityCommand.RegisterOrganisation(ORGANISATION, "Name", new MemberId("m")),
                        new IdentityCommand.AddKey(PRINCIPAL, PLAIN),
                        new IdentityCommand.RotateKey(PRINCIPAL, KEY.id(), PASSKEY),
                        new IdentityCommand.RevokeKey(PRINCIPAL, KEY.id()),
                        new IdentityCommand.ProposeKey(PRINCIPAL, PLAIN, EVIDENCE),
                        new IdentityCommand.ConfirmKey(PRINCIPAL, KEY.id()),
                        new IdentityCommand.EnrolSubject(SUBJECT, EVIDENCE),
                        new IdentityCommand.BindPatient(SUBJECT, PRINCIPAL),
                        new IdentityCommand.BindGuardian(SUBJECT, PRINCIPAL, EVIDENCE, Optional.of(UNTIL)),
                        new IdentityCommand.UnbindGuardian(SUBJECT, PRINCIPAL),
                        new IdentityCommand.OpenCareRelation(SUBJECT, ORGANISATION, Optional.empty()),
                        new IdentityCommand.CloseCareRelation(SUBJECT, ORGANISATION),
                        new IdentityCommand.LinkSubjects(SUBJECT, SUBJECT, EVIDENCE),
                        new IdentityCommand.UnlinkSubjects(SUBJECT, SUBJECT)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theContractReadsWhatTheClientWrites(IdentityCommand command) {
        var decoded = health.salus.contracts.identity.IdentityCommand.FORMAT.decode(command.toCommand());

        assertThat(decoded.getClass().getSimpleName())
                .isEqualTo(command.getClass().getSimpleName());
        assertThat(health.salus.contracts.identity.IdentityCommand.FORMAT.encode(decoded))
                .isEqualTo(command.toCommand());
    }

    /// With every type, form and value that there is.
    private static RuleDefinition rule() {
        List<RuleType> types = Arrays.stream(RuleType.Form.values())
                .flatMap(form -> Arrays.stream(RuleType.Scalar.values()).map(scalar -> new RuleType(form, scalar)))
                .toList();
        List<NamedValue> given = List.of(
                new NamedValue("b", new RuleValue.Bool(true)),
                new NamedValue("i", new RuleValue.Int(Long.MIN_VALUE)),
                new NamedValue("s", new RuleValue.Text("ä")),
                new NamedValue("t", new RuleValue.Time(UNTIL)),
                new NamedValue("d", new RuleValue.Span(-1, 5)),
                new NamedValue("l", new RuleValue.Sequence(List.of(new RuleValue.Bool(false)))),
                new NamedValue("m", new RuleValue.Mapping(List.of(new RuleValue.Entry("k", new RuleValue.Text("v"))))));
        return new RuleDefinition(
                "some.rule",
                3,
                1,
                types.stream()
                        .map(type -> new RuleDefinition.Input("i" + types.indexOf(type), type))
                        .toList(),
                List.of(new RuleDefinition.Clause("permit", types.getFirst(), "true")),
                100,
                List.of(
                        new RuleDefinition.Test("answers", given, new Expectation.Results(given)),
                        new RuleDefinition.Test("is refused", List.of(), new Expectation.Refusal("RULE_FAILED"))));
    }

    @Test
    void theContractReadsTheRuleThatTheClientWrites() {
        PolicyCommand command = new PolicyCommand.ProposeRule(rule());
        var decoded = health.salus.contracts.policy.PolicyCommand.FORMAT.decode(command.toCommand());

        assertThat(health.salus.contracts.policy.PolicyCommand.FORMAT.encode(decoded))
                .isEqualTo(command.toCommand());
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        health.salus.contracts.policy.PolicyCommand.ProposeRule.class,
                        proposed -> assertThat(proposed.definition().digest()).isEqualTo(rule().digest()));
        assertThat(rule().inputs().getLast().type().toString())
                .isEqualTo(health.salus.contracts.policy.RuleDefinition.decode(rule().encode())
                        .inputs()
                        .getLast()
                        .type()
                        .toString());
        assertThat(PolicyCommand.class.getPermittedSubclasses())
                .extracting(Class::getSimpleName)
                .containsExactlyElementsOf(
                        Arrays.stream(health.salus.contracts.policy.PolicyCommand.class.getPermittedSubclasses())
                                .map(Class::getSimpleName)
                                .toList());
    }

    @Test
    void everyCommandOfTheContractIsAmongThem() {
        assertThat(commands().map(each -> each.getClass().getSimpleName()).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(health.salus.contracts.identity.IdentityCommand.class.getPermittedSubclasses())
                                .map(Class::getSimpleName)
                                .toList());
    }
}
