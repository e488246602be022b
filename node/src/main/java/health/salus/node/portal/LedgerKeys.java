package health.salus.node.portal;

import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.platform.identity.KeyStanding;
import health.salus.platform.identity.KeyStanding.State;
import health.salus.platform.identity.Principals;
import health.salus.platform.network.Network;
import health.salus.portal.Caller;
import health.salus.portal.Passkey;
import health.salus.portal.Signing.Preparation;
import health.salus.portal.SigningKeys;
import health.salus.proof.transaction.Command;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Passkeys as keys on the ledger.
///
/// The first key of a principal is registered by the member on its own word; a further one is signed for by a key that
/// is in force; where none is left, two members vouch for the new one, and it waits for the network's delay, so that
/// its owner can object.
final class LedgerKeys implements SigningKeys {

    private final Network network;
    private final Principals principals;
    private final Drafts drafts;
    private final TimeSource time;

    LedgerKeys(Network network, Principals principals, Drafts drafts, TimeSource time) {
        this.network = network;
        this.principals = principals;
        this.drafts = drafts;
        this.time = time;
    }

    @Override
    public Map<String, Standing> standings(Caller caller, List<Passkey> passkeys) {
        Map<String, Standing> standings = new LinkedHashMap<>();
        for (Passkey passkey : passkeys) {
            Optional<KeyStanding> known = drafts.standing(caller, passkey);
            standings.put(
                    passkey.id(), known.map(found -> standing(found.state())).orElse(Standing.UNREGISTERED));
        }
        return standings;
    }

    private static Standing standing(State state) {
        return switch (state) {
            case PROPOSED, WAITING -> Standing.PENDING;
            case IN_FORCE -> Standing.IN_FORCE;
            case REVOKED -> Standing.REVOKED;
        };
    }

    @Override
    public Enrolment enrol(Caller caller, Passkey added) {
        List<KeyStanding> keys = principals.keys(caller.principal());
        if (keys.stream().anyMatch(key -> key.state() == State.IN_FORCE)) {
            return new Enrolment.MustBeSigned();
        }
        try {
            KeyRegistration registration = registration(added);
            if (keys.isEmpty()) {
                submit(new IdentityCommand.AddKey(caller.principal(), registration));
                return new Enrolment.InForce();
            }
            return vouchedFor(caller, registration);
        } catch (SalusException refused) {
            return new Enrolment.Refused(Refusals.expected(refused));
        }
    }

    /// This member vouches; in a network of one it is its own second, elsewhere another member's staff confirm, and the
    /// delay begins then.
    private Enrolment vouchedFor(Caller caller, KeyRegistration registration) {
        VerificationKey key = registration.key();
        Octets asked = Octets.concat(
                Octets.utf8(caller.evidence().issuer()),
                caller.evidence().tokenHash().octets());
        List<IdentityCommand> commands = new ArrayList<>();
        commands.add(new IdentityCommand.ProposeKey(caller.principal(), registration, Digest.sha256(asked)));
        var ledger = Directory.of(network.state()).network();
        if (ledger.members().size() == 1) {
            commands.add(new IdentityCommand.ConfirmKey(caller.principal(), key.id()));
        }
        submit(commands.toArray(IdentityCommand[]::new));
        Instant earliest = time.now().plusSeconds(ledger.limits().keyDelaySeconds());
        return new Enrolment.InForceFrom(principals
                .key(caller.principal(), key.id())
                .filter(found -> found.state() != State.PROPOSED)
                .map(KeyStanding::since)
                .orElse(earliest));
    }

    @Override
    public Preparation prepareEnrolment(Caller caller, Passkey added, Passkey signer) {
        try {
            return drafts.prepare(
                    caller, signer, encoded(new IdentityCommand.AddKey(caller.principal(), registration(added))));
        } catch (SalusException refused) {
            return new Preparation.Refused(Refusals.expected(refused));
        }
    }

    @Override
    public Preparation prepareRevocation(Caller caller, Passkey removed, Passkey signer) {
        try {
            return drafts.prepare(
                    caller,
                    signer,
                    encoded(new IdentityCommand.RevokeKey(
                            caller.principal(), Drafts.key(removed).id())));
        } catch (SalusException refused) {
            return new Preparation.Refused(Refusals.expected(refused));
        }
    }

    private KeyRegistration registration(Passkey passkey) {
        return new KeyRegistration(Drafts.key(passkey), Optional.of(drafts.portal()));
    }

    private void submit(IdentityCommand... commands) {
        List<Command> encoded =
                List.of(commands).stream().map(LedgerKeys::encoded).toList();
        network.decide(network.signAsMember(encoded)).orThrow();
    }

    private static Command encoded(IdentityCommand command) {
        return IdentityCommand.FORMAT.encode(command);
    }
}
