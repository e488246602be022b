package health.salus.vault.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SessionId;
import java.util.List;
import java.util.Optional;

/// A custodian that cannot be reached until it is brought up.
public final class DownCustodian implements CustodianClient {

    private final CustodianClient custodian;
    private final ErrorCode reason;
    private volatile boolean up;

    public DownCustodian(CustodianClient custodian) {
        this(custodian, ErrorCode.CUSTODIANS_UNREACHABLE);
    }

    public DownCustodian(CustodianClient custodian, ErrorCode reason) {
        this.custodian = custodian;
        this.reason = reason;
    }

    public void comeUp() {
        up = true;
    }

    private CustodianClient reached() {
        if (!up) {
            throw new SalusException(reason, "out of order on purpose");
        }
        return custodian;
    }

    @Override
    public MemberId member() {
        return custodian.member();
    }

    @Override
    public Octets store(List<Deposit> deposits) {
        return reached().store(deposits);
    }

    @Override
    public Release release(Optional<SessionId> session, List<SegmentReference> segments) {
        return reached().release(session, segments);
    }

    @Override
    public Optional<FragmentRelease> fragment(SegmentReference segment) {
        return reached().fragment(segment);
    }

    @Override
    public Octets shareSummand(ShareQuestion question) {
        return reached().shareSummand(question);
    }

    @Override
    public Octets pairSecret() {
        return reached().pairSecret();
    }
}
