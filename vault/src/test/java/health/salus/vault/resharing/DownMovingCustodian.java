package health.salus.vault.resharing;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;

/// A custodian that nobody can reach.
record DownMovingCustodian(MovingCustodian custodian) implements MovingCustodian {

    @Override
    public MemberId member() {
        return custodian.member();
    }

    @Override
    public Dealings deal(DealingQuestion question) {
        throw new SalusException(ErrorCode.CUSTODIANS_UNREACHABLE, "down");
    }

    @Override
    public TakenOver takeOver(TakeoverRequest request) {
        throw new SalusException(ErrorCode.CUSTODIANS_UNREACHABLE, "down");
    }
}
