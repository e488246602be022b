package health.salus.vault.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A custodian that answers when the test lets it.
public final class SlowCustodian implements CustodianClient {

    private final CustodianClient custodian;
    private final CountDownLatch patience = new CountDownLatch(1);

    public SlowCustodian(CustodianClient custodian) {
        this.custodian = custodian;
    }

    public void goOn() {
        patience.countDown();
    }

    private CustodianClient atLast() {
        try {
            patience.await();
            return custodian;
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "given up", givenUp);
        }
    }

    @Override
    public MemberId member() {
        return custodian.member();
    }

    @Override
    public Octets store(List<Deposit> deposits) {
        return atLast().store(deposits);
    }

    @Override
    public Release release(Optional<SessionId> session, List<SegmentReference> segments) {
        return atLast().release(session, segments);
    }

    @Override
    public Optional<FragmentRelease> fragment(SegmentReference segment) {
        return atLast().fragment(segment);
    }

    @Override
    public Octets shareSummand(ShareQuestion question) {
        return atLast().shareSummand(question);
    }

    @Override
    public Octets pairSecret() {
        return atLast().pairSecret();
    }
}
