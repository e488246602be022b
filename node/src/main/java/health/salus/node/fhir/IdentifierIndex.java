package health.salus.node.fhir;

import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersions;
import health.salus.crypto.Hmac;
import health.salus.crypto.Secret;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.ResourceId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.node.local.LocalStore;
import health.salus.node.local.LocalStore.Space;
import health.salus.node.peer.PeerClient;
import health.salus.node.peer.PeerService;
import health.salus.platform.network.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds resources by identifier in the whole network without putting an identifier anywhere: each node keeps keyed
/// hashes of the identifiers that it wrote, in a store that can be erased, and answers the other members' questions
/// about a hash.
final class IdentifierIndex implements PeerService {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int TOKEN_BYTES = 32;
    private static final int MAX_MATCHES = 100;
    private static final RecordCodec<Question> QUESTION = RecordCodec.of(Question.class);
    private static final RecordCodec<Answer> ANSWER = RecordCodec.of(Answer.class);

    private record Question(Octets token) {}

    private record Answer(List<String> resources) {}

    private final Network network;
    private final LocalStore store;
    private final Secret networkKey;
    private final List<PeerClient> peers;
    private final int tolerated;

    /// @param networkKey known to members only by being in the network; keeps outsiders from guessing identifiers
    IdentifierIndex(Network network, LocalStore store, Secret networkKey, List<PeerClient> peers) {
        this.network = network;
        this.store = store;
        this.networkKey = networkKey;
        this.peers = peers;
        this.tolerated = peers.size() / 3;
    }

    /// Under its value with its system and without: a search may leave the system out.
    void add(IdentifierToken identifier, ResourceId resource) {
        Octets value = Octets.utf8(resource.toString());
        IdentifierToken anySystem = new IdentifierToken(Optional.empty(), identifier.value());
        for (IdentifierToken each : List.of(identifier, anySystem)) {
            store.put(Space.IDENTIFIERS, Octets.concat(token(name(resource.type(), each)), value), value);
        }
    }

    private static String name(String type, IdentifierToken identifier) {
        return type + "\0" + identifier;
    }

    /// The bucket of a condition (docs/decisions/0014): sixteen bits of a keyed hash, which say nothing to outsiders.
    int bucket(String criteria) {
        Octets token = token(criteria);
        return ((token.at(0) & 0xff) << 8) | (token.at(1) & 0xff);
    }

    /// Asks every member; up to f may be silent, since a write needs n - f custodians and so does its author.
    List<ResourceId> holders(String type, IdentifierToken identifier) {
        Octets token = token(name(type, identifier));
        Set<String> found = new LinkedHashSet<>(local(token));
        int silent = 0;
        for (PeerClient peer : peers) {
            try {
                Octets answer = peer.call(message(), QUESTION.encode(new Question(token)), TIMEOUT);
                found.addAll(ANSWER.decode(answer).resources());
            } catch (SalusException unreachable) {
                silent++;
                if (silent > tolerated) {
                    throw new SalusException(
                            ErrorCode.NO_QUORUM, "too few members answer who holds an identifier", unreachable);
                }
            }
        }
        return found.stream()
                .map(IdentifierIndex::resourceId)
                .filter(this::exists)
                .toList();
    }

    /// What was refused after it was indexed, or was deleted since, holds nothing.
    private boolean exists(ResourceId id) {
        return ResourceVersions.of(network.state())
                .current(ResourceKey.of(id.type(), id.id()))
                .filter(version -> !version.deleted())
                .isPresent();
    }

    @Override
    public String message() {
        return "identifier-holders";
    }

    @Override
    public Octets answer(MemberId peer, Octets request) {
        return ANSWER.encode(new Answer(local(QUESTION.decode(request).token())));
    }

    private List<String> local(Octets token) {
        List<String> found = new ArrayList<>();
        store.forEachFrom(Space.IDENTIFIERS, token, (key, value) -> {
            boolean same =
                    key.length() > TOKEN_BYTES && key.slice(0, TOKEN_BYTES).equals(token);
            if (same) {
                found.add(value.toUtf8());
            }
            return same && found.size() < MAX_MATCHES;
        });
        return found;
    }

    private Octets token(String criteria) {
        return Hmac.sha256(networkKey, Octets.utf8(criteria)).octets();
    }

    private static ResourceId resourceId(String text) {
        int slash = text.indexOf('/');
        return new ResourceId(text.substring(0, slash), text.substring(slash + 1));
    }
}
