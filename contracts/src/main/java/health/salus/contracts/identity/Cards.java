package health.salus.contracts.identity;

import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.StateTable;
import health.salus.kernel.MemberId;
import health.salus.ledger.block.MemberSetState;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.state.WorldState;
import health.salus.proof.MemberSet;
import health.salus.proof.membership.PublicCard;
import java.util.List;
import java.util.Optional;

/// The members' public cards, as the state has them: keys, certificates and addresses, from which nodes find each
/// other, and the set of members whose cosignatures count.
public record Cards(StateReader state) {

    private static final StateTable<PublicCard> CARDS = StateTable.of("identity/card", PublicCard.class);

    public static Cards of(StateReader state) {
        return new Cards(state);
    }

    public Optional<PublicCard> find(MemberId member) {
        return CARDS.get(state, Place.NETWORK, member.value());
    }

    /// Those of the present members, in the order of their ids.
    public List<PublicCard> all() {
        return Directory.of(state).network().members().stream()
                .sorted()
                .flatMap(member -> find(member).stream())
                .toList();
    }

    public static MemberSet memberSet(List<PublicCard> cards) {
        return new MemberSet(cards.stream().map(PublicCard::memberEntry).toList());
    }

    /// Writes the cards that a network begins with, and the set of members that follows from them.
    public static void found(WorldState state, List<PublicCard> cards) {
        cards.forEach(card -> put(state, card));
        writeMemberSet(state);
    }

    static void put(WorldState state, PublicCard card) {
        CARDS.put(state, card, Place.NETWORK, card.member().value());
    }

    static void remove(WorldState state, MemberId member) {
        CARDS.remove(state, Place.NETWORK, member.value());
    }

    /// After cards or the list of members changed: two members never share a checkpoint key.
    static void writeMemberSet(WorldState state) {
        state.put(MemberSetState.KEY, memberSet(of(state).all()).encode());
    }
}
