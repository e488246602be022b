package health.salus.node.demo;

import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.FileSigningKey;
import health.salus.crypto.SigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.node.NodeRuntime;
import health.salus.platform.network.Network;
import health.salus.proof.transaction.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The people of the story: two hospitals, a doctor at each, and a patient with a key file of her own.
final class DemoPeople {

    static final OrganisationId NORTH = new OrganisationId("north-hospital");
    static final OrganisationId SOUTH = new OrganisationId("south-hospital");
    static final PrincipalId NORTH_DOCTOR = new PrincipalId("dr.adams");
    static final PrincipalId NORTH_CLERK = new PrincipalId("record.office");
    static final PrincipalId SOUTH_DOCTOR = new PrincipalId("dr.brandt");
    static final PrincipalId PATIENT = new PrincipalId("patient.kina");

    /// Has no key yet: the first passkey added in the portal becomes one.
    static final PrincipalId COMPANION = new PrincipalId("patient.marco");

    private final SigningKey patientKey;

    DemoPeople(Path directory) {
        Path file = directory.resolve("patient.pem");
        this.patientKey = Files.exists(file)
                ? FileSigningKey.load(file, Optional.empty())
                : FileSigningKey.create(file, new SystemRandomSource(), Optional.empty());
    }

    SigningKey patientKey() {
        return patientKey;
    }

    /// Registers the writing hospital's people; on a solo node also the other hospital, which is a member elsewhere.
    void register(NodeRuntime node) {
        Network network = node.network();
        List<Command> commands = new ArrayList<>();
        if (Directory.of(network.state()).organisation(SOUTH).isEmpty()) {
            commands.add(IdentityCommand.FORMAT.encode(
                    new IdentityCommand.RegisterOrganisation(SOUTH, "South Hospital", node.self())));
        }
        commands.add(register(NORTH_DOCTOR, PrincipalKind.PRACTITIONER, NORTH, List.of()));
        commands.add(register(NORTH_CLERK, PrincipalKind.STAFF, NORTH, List.of()));
        commands.add(register(COMPANION, PrincipalKind.PATIENT, NORTH, List.of()));
        commands.add(register(
                PATIENT, PrincipalKind.PATIENT, NORTH, List.of(KeyRegistration.of(patientKey.verificationKey()))));
        network.decide(network.signAsMember(commands)).orThrow();
    }

    private static Command register(
            PrincipalId principal, PrincipalKind kind, OrganisationId organisation, List<KeyRegistration> keys) {
        return IdentityCommand.FORMAT.encode(
                new IdentityCommand.RegisterPrincipal(principal, kind, organisation, keys));
    }
}
