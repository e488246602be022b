package health.salus.simulator;

import health.salus.contracts.governance.Change;
import health.salus.contracts.governance.GovernanceCommand;
import health.salus.contracts.governance.ProposalId;
import health.salus.contracts.governance.ProposalRecord;
import health.salus.contracts.governance.ProposalState;
import health.salus.contracts.governance.Proposals;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.MemberRecord;
import health.salus.contracts.identity.NetworkLimits;
import health.salus.kernel.MemberId;
import health.salus.ledger.state.StateReader;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What members decide about the network itself: one proposes, the others vote, about one proposal at a time.
///
/// Whatever they decide, liars have less than a third of the weight: with more of them nothing is promised.
final class Voting {

    private static final int FEWEST_MEMBERS = 4;
    private static final int MOST_WEIGHT = 3;
    private static final Duration VOTE = Duration.ofMinutes(2);

    /// After so long a proposal that is on no ledger will never be: its transaction has expired.
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);

    private final Plan plan;
    private final SeededRandom random;
    private final Signing signing;
    private Optional<Asked> asked = Optional.empty();
    private int count;

    private record Asked(ProposalId proposal, Instant at) {}

    Voting(Plan plan, SeededRandom random, Signing signing) {
        this.plan = plan;
        this.random = random;
        this.signing = signing;
    }

    /// What this member's board has to say, going by its own node's ledger.
    Optional<SignedTransaction> next(MemberId at, StateReader state, Instant now) {
        Proposals proposals = Proposals.of(state);
        Optional<ProposalRecord> current = asked.flatMap(one -> proposals.find(one.proposal));
        if (current.filter(Voting::isOpen)
                .filter(one -> one.voteOf(at).isEmpty())
                .isPresent()) {
            GovernanceCommand.Propose content = current.get().content();
            boolean approve = !random.oneIn(6);
            return Optional.of(
                    signed(at, now, new GovernanceCommand.Vote(content.proposal(), content.digest(), approve)));
        }
        boolean free = asked.isEmpty()
                || current.filter(one -> isDecided(one, now)).isPresent()
                || (current.isEmpty() && asked.get().at.plus(FORGOTTEN).isBefore(now));
        return free && plan.isHonest(at) && random.oneIn(3) ? propose(at, state, now) : Optional.empty();
    }

    /// Makes a block where something is due, as a node does when nobody else writes.
    Optional<SignedTransaction> tick(MemberId at, StateReader state, long height, Instant now) {
        return isDue(state, height) ? Optional.of(signed(at, now, new GovernanceCommand.Tick())) : Optional.empty();
    }

    static boolean isDue(StateReader state, long height) {
        return Proposals.of(state).nextDue().filter(due -> due <= height + 1).isPresent();
    }

    private static boolean isOpen(ProposalRecord proposal) {
        return proposal.state() instanceof ProposalState.Open;
    }

    private static boolean isDecided(ProposalRecord proposal, Instant now) {
        return switch (proposal.state()) {
            // Consensus time may be behind this member's clock, by less than that.
            case ProposalState.Open _ -> proposal.content().expires().plus(VOTE).isBefore(now);
            case ProposalState.Accepted _ -> false;
            case ProposalState.Enacted _, ProposalState.Rejected _, ProposalState.Withdrawn _, ProposalState.Failed _ ->
                true;
        };
    }

    private Optional<SignedTransaction> propose(MemberId at, StateReader state, Instant now) {
        Map<MemberId, Long> weights = new TreeMap<>();
        Directory directory = Directory.of(state);
        for (MemberId member : directory.network().members()) {
            weights.put(
                    member, directory.member(member).map(MemberRecord::weight).orElseThrow());
        }
        List<Change> changes = new ArrayList<>(List.of(change(weights)));
        if (random.oneIn(4)) {
            changes.add(change(weights));
        }
        if (!isSafe(weights)) {
            return Optional.empty();
        }
        ProposalId id = new ProposalId("proposal-" + count++);
        asked = Optional.of(new Asked(id, now));
        return Optional.of(
                signed(at, now, new GovernanceCommand.Propose(id, changes, 0, now.plus(VOTE), Optional.empty())));
    }

    /// @param weights as they will be after the change
    private Change change(Map<MemberId, Long> weights) {
        List<MemberId> outside = plan.members().all().stream()
                .filter(member -> !weights.containsKey(member))
                .toList();
        long weight = plan.odds().damage() ? 1 : random.between(1, MOST_WEIGHT);
        switch (random.below(6)) {
            case 0, 1 -> {
                if (!outside.isEmpty()) {
                    MemberId member = random.pick(outside);
                    weights.put(member, weight);
                    int generation = signing.nextGeneration(member);
                    return new Change.AdmitMember(Consortium.application(member, weight, generation));
                }
            }
            case 2, 3 -> {
                MemberId member = random.pick(List.copyOf(weights.keySet()));
                if (weights.size() > FEWEST_MEMBERS) {
                    weights.remove(member);
                    return new Change.RemoveMember(member);
                }
            }
            case 4 -> {
                MemberId member = random.pick(List.copyOf(weights.keySet()));
                weights.put(member, weight);
                return new Change.SetWeight(member, weight);
            }
            default -> {}
        }
        return new Change.SetLimits(new NetworkLimits(12 * 3600, random.between(1, 4) * 3600L, 3 * 24 * 3600));
    }

    private boolean isSafe(Map<MemberId, Long> weights) {
        long total = weights.values().stream().mapToLong(Long::longValue).sum();
        long lying = weights.entrySet().stream()
                .filter(each -> !plan.isHonest(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return 3 * lying < total;
    }

    private SignedTransaction signed(MemberId at, Instant now, GovernanceCommand command) {
        return signing.sign(signing.byService(at), now, List.of(GovernanceCommand.FORMAT.encode(command)));
    }
}
