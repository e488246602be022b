package health.salus.node.commands;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.command.IdentityCommand;
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

    @Test
    void everyCommandOfTheContractIsAmongThem() {
        assertThat(commands().map(each -> each.getClass().getSimpleName()).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(health.salus.contracts.identity.IdentityCommand.class.getPermittedSubclasses())
                                .map(Class::getSimpleName)
                                .toList());
    }
}
