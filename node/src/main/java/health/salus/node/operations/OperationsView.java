package health.salus.node.operations;

import health.salus.client.api.Operations;
import health.salus.client.command.GovernanceText;
import health.salus.contracts.governance.GovernanceCommand;
import health.salus.contracts.governance.ProposalRecord;
import health.salus.contracts.governance.ProposalState;
import health.salus.contracts.governance.Proposals;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.ledger.block.Block;
import health.salus.node.NodeRuntime;
import health.salus.node.custody.MoveCounts;
import health.salus.node.replica.LedgerRuntime;
import health.salus.node.report.ReportBook;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MemberSet;
import health.salus.proof.membership.PublicCard;
import health.salus.vault.repair.UpkeepCounts;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Puts together what an operator asks for. Nothing is kept: each answer is of the moment.
public final class OperationsView {

    /// Proposals are looked through from the latest back: an open one is at most as old as its time to expire.
    private static final int LATEST_PROPOSALS = 200;

    private final NodeRuntime node;
    private final NodeStatuses statuses;
    private final Disagreements disagreements;
    private final TimeSource time;

    public OperationsView(NodeRuntime node, ReportBook reports, TimeSource time) {
        this.node = node;
        this.statuses = new NodeStatuses(node, time);
        this.disagreements = new Disagreements(node.evidence(), reports);
        this.time = time;
    }

    public Operations look() {
        LedgerRuntime ledger = node.ledger();
        LedgerRuntime.Status status = ledger.status();
        Optional<CheckpointNote> note = ledger.finality().finalNote();
        return new Operations(
                statuses.look(),
                ledger.block(status.height()).map(Block::time),
                node.clock().wrong(),
                note.map(this::signatures)
                        .orElseGet(() -> new Operations.Signatures(
                                0, 0, 0, ledger.members().totalWeight())),
                node.cards().stream().map(card -> member(card, status, note)).toList(),
                disagreements.look(),
                proposals(),
                volume(),
                repair());
    }

    private Operations.Signatures signatures(CheckpointNote note) {
        MemberSet members = node.ledger().membersAt(note.checkpoint().size());
        CheckpointNote.Signers signers = note.check(members);
        return new Operations.Signatures(
                note.checkpoint().size(),
                members.weightOf(signers.ed25519()),
                members.weightOf(signers.mlDsa44()),
                members.totalWeight());
    }

    private Operations.Member member(PublicCard card, LedgerRuntime.Status status, Optional<CheckpointNote> note) {
        long signed = status.signedSizes().getOrDefault(card.member(), 0L);
        boolean signedFinal = note.stream()
                .flatMap(each -> each.cosignatures().stream())
                .anyMatch(each -> each.member().equals(card.member()));
        return new Operations.Member(
                card.member(),
                card.organisation(),
                card.displayName(),
                card.weight(),
                card.member().equals(node.self()),
                signed,
                Math.max(0, status.logSize() - signed),
                signedFinal);
    }

    private List<Operations.OpenProposal> proposals() {
        Proposals proposals = Proposals.of(node.network().state());
        long from = Math.max(0, proposals.count() - LATEST_PROPOSALS);
        return proposals.slice(from, LATEST_PROPOSALS).stream()
                .filter(each -> each.state() instanceof ProposalState.Open)
                .filter(each -> each.content().expires().isAfter(time.now()))
                .map(this::open)
                .toList();
    }

    private Operations.OpenProposal open(ProposalRecord proposal) {
        List<PublicCard> cards = node.cards();
        List<MemberId> waiting = cards.stream()
                .map(PublicCard::member)
                .filter(member -> proposal.voteOf(member).isEmpty())
                .toList();
        return new Operations.OpenProposal(
                proposal.content().proposal().value(),
                proposal.proposer(),
                proposal.content().expires(),
                weight(
                        cards,
                        member -> proposal.voteOf(member).filter(vote -> vote).isPresent()),
                weight(
                        cards,
                        member -> proposal.voteOf(member).filter(vote -> !vote).isPresent()),
                weight(cards, _ -> true),
                waiting,
                GovernanceText.changes(health.salus.client.command.GovernanceCommand.Propose.decode(
                        GovernanceCommand.FORMAT.encode(proposal.content()).body())));
    }

    private static long weight(List<PublicCard> cards, Predicate<MemberId> of) {
        return cards.stream()
                .filter(card -> of.test(card.member()))
                .mapToLong(PublicCard::weight)
                .sum();
    }

    private Operations.Volume volume() {
        try {
            FileStore store = Files.getFileStore(node.config().data());
            return new Operations.Volume(store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, "the disk does not say how full it is", failed);
        }
    }

    private Operations.Repair repair() {
        UpkeepCounts upkeep = node.upkeep().counts();
        MoveCounts moves = node.moves().counts();
        return new Operations.Repair(
                upkeep.scrubbed(),
                upkeep.damaged(),
                upkeep.repaired(),
                upkeep.unrepaired(),
                upkeep.recoveredShares(),
                upkeep.lostShares(),
                moves.moved(),
                moves.waiting());
    }
}
