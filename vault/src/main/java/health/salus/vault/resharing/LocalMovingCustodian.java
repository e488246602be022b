package health.salus.vault.resharing;

import health.salus.kernel.MemberId;

/// This node's own custodian, asked without a network.
///
/// @param member this one
public record LocalMovingCustodian(MemberId member, ShareDealer dealer, PieceTaker taker) implements MovingCustodian {

    @Override
    public Dealings deal(DealingQuestion question) {
        return dealer.deal(member, question);
    }

    @Override
    public TakenOver takeOver(TakeoverRequest request) {
        return taker.takeOver(request);
    }
}
