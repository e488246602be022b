package health.salus.contracts.identity;

import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.KeyId;
import health.salus.kernel.MemberId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import java.time.Instant;
import java.util.List;

/// Adding and ending keys. A further key needs an existing one, or two members with notice and a delay, so that neither
/// a member nor a stolen token can quietly become somebody.
record KeyRules(Turn turn, Caller caller) {

    void add(IdentityCommand.AddKey command) {
        PrincipalRecord principal = directory().requirePrincipal(command.principal());
        boolean first = principal.keys().isEmpty() && caller.mayRegisterFor(principal.organisation(), directory());
        if (!first) {
            requireOwner(principal.id(), "AddKey");
        }
        new KeyRing(turn.state(), principal).add(List.of(command.key()), turn.time());
    }

    void rotate(IdentityCommand.RotateKey command) {
        requireOwner(command.principal(), "RotateKey");
        PrincipalRecord principal = caller.principal();
        KeyRecord replaced = requireLive(principal.id(), command.replaced());
        KeyRing ring = new KeyRing(turn.state(), principal);
        ring.add(List.of(command.key()), turn.time());
        ring.put(command.replaced(), replaced.revoked(turn.time()));
    }

    void revoke(IdentityCommand.RevokeKey command) {
        PrincipalRecord principal = directory().requirePrincipal(command.principal());
        boolean employer =
                !principal.kind().isPatientSide() && caller.mayRegisterFor(principal.organisation(), directory());
        if (!employer) {
            requireOwner(principal.id(), "RevokeKey");
        }
        if (keys().proposal(principal.id(), command.key()).isPresent()) {
            Keys.PROPOSALS.remove(
                    turn.state(), Place.of(principal.id()), command.key().value());
        } else {
            KeyRecord key = requireLive(principal.id(), command.key());
            new KeyRing(turn.state(), principal).put(command.key(), key.revoked(turn.time()));
        }
    }

    void propose(IdentityCommand.ProposeKey command) {
        MemberId member = caller.requireMemberSignature("ProposeKey");
        PrincipalRecord principal = directory().requirePrincipal(command.principal());
        KeyId id = command.key().key().id();
        boolean known = principal.keys().contains(id)
                || keys().proposal(principal.id(), id).isPresent();
        Require.that(!known, ErrorCode.ALREADY_EXISTS, "the principal has this key, or it is proposed");
        KeyProposal proposal = new KeyProposal(command.key(), member, command.evidence(), turn.time());
        Keys.PROPOSALS.put(turn.state(), proposal, Place.of(principal.id()), id.value());
    }

    /// A network of one member has no second: there the delay alone protects the owner.
    void confirm(IdentityCommand.ConfirmKey command) {
        MemberId member = caller.requireMemberSignature("ConfirmKey");
        PrincipalRecord principal = directory().requirePrincipal(command.principal());
        KeyProposal proposal = keys().proposal(principal.id(), command.key())
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_KEY, "no such key is proposed"));
        Network network = directory().network();
        boolean second =
                !proposal.proposedBy().equals(member) || network.members().size() == 1;
        Require.that(second, ErrorCode.NOT_AUTHORISED, "another member than the proposing one confirms");
        Keys.PROPOSALS.remove(
                turn.state(), Place.of(principal.id()), command.key().value());
        Instant validFrom = turn.time().plusSeconds(network.limits().keyDelaySeconds());
        new KeyRing(turn.state(), principal).add(List.of(proposal.key()), validFrom);
    }

    private void requireOwner(PrincipalId principal, String command) {
        Require.that(
                caller.id().equals(principal), ErrorCode.NOT_AUTHORISED, command + " is for the key's owner to sign");
        caller.requireSigned(command);
    }

    private KeyRecord requireLive(PrincipalId principal, KeyId id) {
        KeyRecord key = keys().find(principal, id)
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_KEY, "the principal has no such key"));
        Require.that(!key.isRevoked(turn.time()), ErrorCode.REVOKED_KEY, "the key is revoked already");
        return key;
    }

    private Directory directory() {
        return Directory.of(turn.state());
    }

    private Keys keys() {
        return Keys.of(turn.state());
    }
}
