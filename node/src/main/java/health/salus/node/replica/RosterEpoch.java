package health.salus.node.replica;

import health.salus.contracts.identity.Cards;
import health.salus.kernel.MemberId;
import health.salus.kernel.RecordCodec;
import health.salus.proof.MemberSet;
import health.salus.proof.membership.PublicCard;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An epoch with all that its engine has to know, kept while the state of the ledger may be ahead of it.
///
/// @param number 0 for the members of the genesis
/// @param after the height of the last block of the epoch before
/// @param time of that block
/// @param logSize the size of the log at its end, which is the last that the members before sign
/// @param cards of those that order transactions in this epoch
public record RosterEpoch(long number, long after, Instant time, long logSize, List<PublicCard> cards) {

    static final RecordCodec<RosterEpoch> CODEC = RecordCodec.of(RosterEpoch.class);

    public RosterEpoch {
        cards = List.copyOf(cards);
    }

    public boolean includes(MemberId member) {
        return cards.stream().anyMatch(card -> card.member().equals(member));
    }

    public Optional<PublicCard> card(MemberId member) {
        return cards.stream().filter(card -> card.member().equals(member)).findFirst();
    }

    MemberSet memberSet() {
        return Cards.memberSet(cards);
    }
}
