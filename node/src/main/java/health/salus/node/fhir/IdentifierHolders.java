package health.salus.node.fhir;

import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.ResourceId;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.StateReader;
import health.salus.node.fhir.IdentifierIndex.Entry;
import health.salus.node.peer.PeerClient;
import health.salus.node.peer.PeerService;
import health.salus.platform.network.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Finds resources by identifier in the whole network without putting an identifier anywhere: each node answers the
/// other members' questions about a keyed hash from its own index.
final class IdentifierHolders implements PeerService {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final RecordCodec<Question> QUESTION = RecordCodec.of(Question.class);
    private static final RecordCodec<Answer> ANSWER = RecordCodec.of(Answer.class);

    private record Question(Octets token) {}

    private record Answer(List<Found> found) {}

    private record Found(String resource, Digest transaction) {}

    private final Network network;
    private final IdentifierIndex index;
    private final List<PeerClient> peers;
    private final int tolerated;

    IdentifierHolders(Network network, IdentifierIndex index, List<PeerClient> peers) {
        this.network = network;
        this.index = index;
        this.peers = peers;
        this.tolerated = peers.size() / 3;
    }

    /// Asks every member; up to f may be silent, since a write needs n - f custodians and so does its author.
    List<ResourceId> holders(String type, IdentifierToken identifier) {
        Octets token = index.token(type, identifier);
        List<Entry> found = new ArrayList<>(index.candidates(token));
        int silent = 0;
        for (PeerClient peer : peers) {
            try {
                Octets answer = peer.call(message(), QUESTION.encode(new Question(token)), TIMEOUT);
                found.addAll(entries(answer));
            } catch (SalusException unreachable) {
                silent++;
                if (silent > tolerated) {
                    throw new SalusException(
                            ErrorCode.NO_QUORUM, "too few members answer who holds an identifier", unreachable);
                }
            }
        }
        StateReader state = network.state();
        return found.stream()
                .filter(entry -> entry.current(state).isPresent())
                .map(Entry::resource)
                .distinct()
                .toList();
    }

    private static List<Entry> entries(Octets answer) {
        return ANSWER.decode(answer).found().stream()
                .flatMap(each -> IdentifierIndex.resourceId(each.resource()).stream()
                        .map(resource -> new Entry(resource, each.transaction())))
                .toList();
    }

    @Override
    public String message() {
        return "identifier-holders";
    }

    @Override
    public Octets answer(MemberId peer, Octets request) {
        return ANSWER.encode(
                new Answer(index.candidates(QUESTION.decode(request).token()).stream()
                        .map(entry -> new Found(entry.resource().toString(), entry.transaction()))
                        .toList()));
    }
}
