package health.salus.node.web;

import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.KeyRecord;
import health.salus.contracts.identity.Keys;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.identity.PrincipalRecord;
import health.salus.contracts.identity.Subjects;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.StateReader;
import health.salus.node.security.KeyHolders;
import health.salus.platform.network.Network;
import health.salus.portal.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who may log in with a key, as this node's copy of the ledger has it.
final class LedgerKeyHolders implements KeyHolders {

    private final Network network;
    private final TimeSource time;

    LedgerKeyHolders(Network network, TimeSource time) {
        this.network = network;
        this.time = time;
    }

    @Override
    public Optional<KeyHolder> find(String principal) {
        StateReader state = network.state();
        Directory directory = Directory.of(state);
        return identifier(principal)
                .flatMap(directory::principal)
                .filter(found -> directory.hosts(network.self(), found.organisation()))
                .map(found -> holder(state, found))
                .filter(holder -> !holder.keys().isEmpty());
    }

    private static Optional<PrincipalId> identifier(String name) {
        try {
            return Optional.of(new PrincipalId(name));
        } catch (SalusException _) {
            return Optional.empty();
        }
    }

    private KeyHolder holder(StateReader state, PrincipalRecord principal) {
        Instant now = time.now();
        List<VerificationKey> keys = Keys.of(state).inForce(principal.id(), now).stream()
                .filter(key -> key.passkey().isEmpty())
                .map(KeyRecord::key)
                .toList();
        Optional<SubjectId> own = role(principal.kind()) == Role.PATIENT
                ? Subjects.of(state).actedForBy(principal.id(), now).stream().findFirst()
                : Optional.empty();
        boolean administers =
                principal.speaksFor().filter(network.self()::equals).isPresent();
        return new KeyHolder(principal.id(), principal.organisation(), role(principal.kind()), own, administers, keys);
    }

    private static Role role(PrincipalKind kind) {
        return switch (kind) {
            case PATIENT, GUARDIAN -> Role.PATIENT;
            case PRACTITIONER -> Role.CLINICIAN;
            case STAFF -> Role.STAFF;
            case DEVICE, SERVICE -> Role.SERVICE;
        };
    }
}
