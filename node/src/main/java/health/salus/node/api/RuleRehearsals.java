package health.salus.node.api;

import health.salus.client.api.RehearsalPage;
import health.salus.contracts.SalusContracts;
import health.salus.contracts.policy.DecisionPoint;
import health.salus.contracts.policy.Rehearsal;
import health.salus.contracts.policy.RuleDefinition;
import health.salus.contracts.policy.RulePrograms;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.node.replica.LedgerRuntime;
import health.salus.platform.network.Network;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Tries drafts of rules on the blocks that this node keeps, a stretch of them in each request, one request at a time:
/// it takes a processor that the ledger has a better claim to.
final class RuleRehearsals {

    /// Of one request; together some seconds, in blocks of ordinary size.
    private static final int MAX_BLOCKS = 2_000;

    private static final int MAX_TRANSACTIONS = 20_000;

    /// Each may take two evaluations of ten milliseconds.
    private static final int MAX_ASKED = 500;

    private final LedgerRuntime ledger;
    private final Network network;
    private final RulePrograms programs = new RulePrograms();
    private final Semaphore slot = new Semaphore(1);

    RuleRehearsals(LedgerRuntime ledger, Network network) {
        this.ledger = ledger;
        this.network = network;
    }

    /// @throws SalusException `INVALID_RULE` for a draft that could not be proposed, `NOT_FOUND` where the block of
    /// this
    /// height is not kept, `OVERLOADED` while another is tried
    RehearsalPage over(RuleDefinition draft, long from) {
        DecisionPoint point = SalusContracts.decisionPoints().stream()
                .filter(each -> each.rule().equals(draft.id()))
                .findFirst()
                .orElseThrow(() -> new SalusException(
                        ErrorCode.INVALID_RULE,
                        "no contract asks a rule " + draft.id() + ": there is no past to try it on"));
        if (from < 0) {
            throw new SalusException(ErrorCode.MALFORMED, "heights count from 0");
        }
        if (!slot.tryAcquire()) {
            throw new SalusException(ErrorCode.OVERLOADED, "another draft is tried at the moment");
        }
        try {
            return rehearse(new Rehearsal(point, draft, network.state(), programs), from);
        } finally {
            slot.release();
        }
    }

    private RehearsalPage rehearse(Rehearsal rehearsal, long from) {
        long end = ledger.status().height() + 1;
        long height = from;
        int transactions = 0;
        while (height < end
                && height - from < MAX_BLOCKS
                && transactions < MAX_TRANSACTIONS
                && rehearsal.report().asked() < MAX_ASKED) {
            Block block = require(height);
            rehearsal.over(block);
            transactions += block.items().size();
            height++;
        }
        Rehearsal.Report report = rehearsal.report();
        return new RehearsalPage(
                from,
                Optional.of(height).filter(next -> next < end),
                report.asked(),
                report.nowRefused(),
                report.nowPermitted(),
                report.failed(),
                report.dearest(),
                report.cases().stream()
                        .map(each -> new RehearsalPage.Case(
                                each.height(), each.transaction(), each.index(), each.permitted(), each.failure()))
                        .toList());
    }

    private Block require(long height) {
        return ledger.block(height)
                .orElseThrow(() -> new SalusException(
                        ErrorCode.NOT_FOUND, "block " + height + " is not kept here; begin with a later one"));
    }
}
