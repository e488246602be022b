package health.salus.contracts.identity;

import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import java.util.List;
import java.util.Optional;

/// Registering organisations and principals.
record Registration(Turn turn, Caller caller) {

    /// A member answers for the organisations that it hosts, so its own key signs for each of them.
    void registerOrganisation(IdentityCommand.RegisterOrganisation command) {
        MemberId member = caller.requireMemberSignature("RegisterOrganisation");
        Require.that(
                member.equals(command.host()), ErrorCode.NOT_AUTHORISED, "a member registers what it hosts itself");
        Require.that(
                directory().organisation(command.organisation()).isEmpty(),
                ErrorCode.ALREADY_EXISTS,
                "the organisation is registered");
        OrganisationRecord organisation =
                new OrganisationRecord(command.organisation(), command.name(), command.host());
        Directory.register(turn.state(), organisation);
    }

    void registerPrincipal(IdentityCommand.RegisterPrincipal command) {
        directory().requireOrganisation(command.organisation());
        Require.that(
                caller.mayRegisterFor(command.organisation(), directory()),
                ErrorCode.NOT_AUTHORISED,
                "staff and services register for their own organisation");
        Require.that(
                directory().principal(command.principal()).isEmpty(),
                ErrorCode.ALREADY_EXISTS,
                "the principal is registered");
        PrincipalRecord principal = new PrincipalRecord(
                command.principal(), command.kind(), command.organisation(), Optional.empty(), List.of());
        Directory.register(turn.state(), principal, command.keys(), turn.time());
    }

    private Directory directory() {
        return Directory.of(turn.state());
    }
}
