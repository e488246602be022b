package health.salus.portal.world;

import health.salus.kernel.ErrorCode;
import health.salus.portal.Caller;
import health.salus.portal.Passkey;
import health.salus.portal.Refusal;
import health.salus.portal.Signing.Preparation;
import health.salus.portal.SigningKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keys in memory: the first one is in force at once, a further one has to be signed for.
public final class Keys implements SigningKeys {

    private final Ledger ledger;
    private final Map<String, Standing> standings = new ConcurrentHashMap<>();

    public Keys(Ledger ledger) {
        this.ledger = ledger;
    }

    public void forgetAll() {
        standings.clear();
    }

    @Override
    public Map<String, Standing> standings(Caller caller, List<Passkey> passkeys) {
        Map<String, Standing> result = new LinkedHashMap<>();
        passkeys.forEach(p -> result.put(p.id(), standings.getOrDefault(p.id(), Standing.UNREGISTERED)));
        return result;
    }

    @Override
    public Enrolment enrol(Caller caller, Passkey added) {
        if (standings.containsValue(Standing.IN_FORCE)) {
            return new Enrolment.MustBeSigned();
        }
        standings.put(added.id(), Standing.IN_FORCE);
        return new Enrolment.InForce();
    }

    @Override
    public Preparation prepareEnrolment(Caller caller, Passkey added, Passkey signer) {
        return prepare("register " + added.id(), signer, () -> standings.put(added.id(), Standing.IN_FORCE));
    }

    @Override
    public Preparation prepareRevocation(Caller caller, Passkey removed, Passkey signer) {
        return prepare("revoke " + removed.id(), signer, () -> standings.put(removed.id(), Standing.REVOKED));
    }

    private Preparation prepare(String words, Passkey signer, Runnable effect) {
        return standings.get(signer.id()) == Standing.IN_FORCE
                ? new Preparation.Ready(ledger.draft(words, signer, effect))
                : new Preparation.Refused(Refusal.of(ErrorCode.UNKNOWN_KEY));
    }
}
