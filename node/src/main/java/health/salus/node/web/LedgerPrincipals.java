package health.salus.node.web;

import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.identity.PrincipalRecord;
import health.salus.contracts.identity.Subjects;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.node.security.Principals;
import health.salus.platform.network.Network;
import health.salus.portal.Role;
import java.util.List;
import java.util.Optional;

/// Registers people and services on the ledger, signed by the member as whose they act.
final class LedgerPrincipals implements Principals {

    private final Network network;

    LedgerPrincipals(Network network) {
        this.network = network;
    }

    @Override
    public void requireSubject(SubjectId subject) {
        Subjects.of(network.state()).require(subject);
    }

    @Override
    public void requireNone(String clientId) {
        if (Directory.of(network.state()).principal(new PrincipalId(clientId)).isPresent()) {
            throw new SalusException(ErrorCode.ALREADY_EXISTS, "a principal has this name, and logs in under it");
        }
    }

    @Override
    public void ensure(PrincipalId principal, OrganisationId organisation, Role role) {
        Optional<PrincipalRecord> known = Directory.of(network.state()).principal(principal);
        if (known.isPresent()) {
            if (!known.get().organisation().equals(organisation)) {
                throw new SalusException(
                        ErrorCode.ALREADY_EXISTS, "the principal is registered for another organisation");
            }
            if (!fits(known.get().kind(), role)) {
                throw new SalusException(ErrorCode.ALREADY_EXISTS, "the principal is registered as something else");
            }
            return;
        }
        IdentityCommand command = new IdentityCommand.RegisterPrincipal(principal, kind(role), organisation, List.of());
        network.decide(network.signAsMember(List.of(IdentityCommand.FORMAT.encode(command))))
                .orThrow();
    }

    /// Whoever signs in as one thing must not act on the ledger as another: a patient's principal reads a whole record.
    private static boolean fits(PrincipalKind kind, Role role) {
        return switch (kind) {
            case PATIENT, GUARDIAN -> role == Role.PATIENT;
            case PRACTITIONER, STAFF -> role == Role.CLINICIAN || role == Role.STAFF || role == Role.ADMINISTRATOR;
            case DEVICE, SERVICE -> role == Role.SERVICE;
        };
    }

    private static PrincipalKind kind(Role role) {
        return switch (role) {
            case PATIENT -> PrincipalKind.PATIENT;
            case CLINICIAN -> PrincipalKind.PRACTITIONER;
            case STAFF, ADMINISTRATOR -> PrincipalKind.STAFF;
            case SERVICE -> PrincipalKind.SERVICE;
        };
    }
}
