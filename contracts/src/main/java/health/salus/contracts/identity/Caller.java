package health.salus.contracts.identity;

import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.StateReader;
import health.salus.proof.transaction.Attestation;
import java.util.Optional;

/// Whose act a command is, and how far that is proven.
///
/// @param assertedBy the member that asserts the act; empty when the principal's own key signed
public record Caller(PrincipalRecord principal, Optional<MemberId> assertedBy) {

    public static Caller of(Turn turn) {
        return of(turn.context().attestation(), turn.state());
    }

    static Caller of(Attestation attestation, StateReader state) {
        PrincipalRecord actor = Directory.of(state).requirePrincipal(attestation.actor());
        return switch (attestation) {
            case Attestation.PrincipalSigned _ -> new Caller(actor, Optional.empty());
            case Attestation.MemberAsserted asserted -> new Caller(actor, Optional.of(asserted.member()));
        };
    }

    public PrincipalId id() {
        return principal.id();
    }

    public OrganisationId organisation() {
        return principal.organisation();
    }

    /// Whether the principal's own key signed.
    public boolean signed() {
        return assertedBy.isEmpty();
    }

    public void requireSigned(String command) {
        Require.that(signed(), ErrorCode.SIGNATURE_REQUIRED, command + " needs the principal's own key");
    }

    /// For what a patient who has a key decides alone.
    void requirePatientSignature(PrincipalId patient, String command) {
        Require.that(
                id().equals(patient),
                ErrorCode.NOT_AUTHORISED,
                command + " is for the patient to sign, who has a key to do it");
        requireSigned(command);
    }

    /// The member whose node stands behind the command: the one that asserts it, or the one whose service signed it.
    public Optional<MemberId> member() {
        return assertedBy.or(principal::speaksFor);
    }

    public boolean represents(OrganisationId organisation) {
        return principal.kind().representsOrganisation()
                && principal.organisation().equals(organisation);
    }

    /// Staff and services register for their own organisation, a member's own service for all that the member hosts.
    boolean mayRegisterFor(OrganisationId organisation, Directory directory) {
        boolean own = principal.kind().isRegistrar() && principal.organisation().equals(organisation);
        return own
                || principal
                        .speaksFor()
                        .filter(member -> directory.hosts(member, organisation))
                        .isPresent();
    }

    /// The member as which this caller signed with its service's key; an assertion does not do.
    public MemberId requireMemberSignature(String command) {
        requireSigned(command);
        return principal
                .speaksFor()
                .orElseThrow(() ->
                        new SalusException(ErrorCode.NOT_AUTHORISED, command + " is signed by a member's own service"));
    }
}
