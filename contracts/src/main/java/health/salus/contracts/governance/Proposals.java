package health.salus.contracts.governance;

import health.salus.contracts.rules.PagedList;
import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.StateTable;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.state.WorldState;
import java.util.List;
import java.util.Optional;

/// Proposals and epochs, as the state has them.
public record Proposals(StateReader state) {

    private static final StateTable<ProposalRecord> PROPOSALS =
            StateTable.of("governance/proposal", ProposalRecord.class);
    private static final PagedList<ProposalId> ALL = PagedList.of("governance/proposals", ProposalId.class);
    private static final StateTable<Due> DUE = StateTable.of("governance/due", Due.class);
    private static final StateTable<Epoch> EPOCH = StateTable.of("governance/epoch", Epoch.class);

    /// What is accepted and not done yet, in the order in which it is done.
    record Due(List<Item> items) {

        Due {
            items = List.copyOf(items);
        }

        record Item(ProposalId proposal, long height) {}
    }

    public static Proposals of(StateReader state) {
        return new Proposals(state);
    }

    public Optional<ProposalRecord> find(ProposalId id) {
        return PROPOSALS.get(state, Place.NETWORK, id.value());
    }

    public long count() {
        return ALL.size(state, Place.NETWORK);
    }

    /// Up to `limit` proposals in the order in which they were made, from position `from` on.
    public List<ProposalRecord> slice(long from, int limit) {
        return ALL.slice(state, Place.NETWORK, from, limit).stream()
                .flatMap(id -> find(id).stream())
                .toList();
    }

    /// The epoch of the block that follows this state.
    public Epoch epoch() {
        return EPOCH.get(state, Place.NETWORK).orElse(Epoch.FIRST);
    }

    /// The height from which on the next accepted proposal is due; empty while nothing is.
    public Optional<Long> nextDue() {
        return due().items().stream().map(Due.Item::height).min(Long::compare);
    }

    Due due() {
        return DUE.get(state, Place.NETWORK).orElseGet(() -> new Due(List.of()));
    }

    static void add(WorldState state, ProposalRecord proposal) {
        put(state, proposal);
        ALL.append(state, Place.NETWORK, List.of(proposal.content().proposal()));
    }

    static void put(WorldState state, ProposalRecord proposal) {
        PROPOSALS.put(
                state, proposal, Place.NETWORK, proposal.content().proposal().value());
    }

    static void putDue(WorldState state, Due due) {
        DUE.put(state, due, Place.NETWORK);
    }

    static void putEpoch(WorldState state, Epoch epoch) {
        EPOCH.put(state, epoch, Place.NETWORK);
    }
}
