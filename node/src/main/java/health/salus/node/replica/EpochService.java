package health.salus.node.replica;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.node.peer.PeerService;
import java.util.Optional;

/// Tells members that were away, or join, which epoch this node is in, and how the one they are in ended.
record EpochService(Epochs epochs) implements PeerService {

    static final String MESSAGE = "epoch";

    /// @param number of the epoch that whoever asks is in
    record Question(long number) {

        static final RecordCodec<Question> CODEC = RecordCodec.of(Question.class);
    }

    /// @param running the epoch of the node that answers
    /// @param ending the final checkpoint at the end of the epoch that was asked about, if it has ended
    record Answer(long running, Optional<Octets> ending) {

        static final RecordCodec<Answer> CODEC = RecordCodec.of(Answer.class);
    }

    @Override
    public String message() {
        return MESSAGE;
    }

    @Override
    public Octets answer(MemberId peer, Octets request) {
        long asked = Question.CODEC.decode(request).number();
        Optional<Octets> ending = epochs.links().stream()
                .filter(link -> link.number() == asked + 1)
                .map(EpochLink::note)
                .findFirst();
        return Answer.CODEC.encode(new Answer(epochs.running().number(), ending));
    }
}
