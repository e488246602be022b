package health.salus.vault.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SessionId;
import java.util.List;
import java.util.Optional;

/// This node's own custodian, asked without a network. It checks the session like any other.
public final class LocalCustodian implements CustodianClient {

    private final MemberId self;
    private final Custodian custodian;

    public LocalCustodian(MemberId self, Custodian custodian) {
        this.self = self;
        this.custodian = custodian;
    }

    @Override
    public MemberId member() {
        return self;
    }

    @Override
    public Octets store(List<Deposit> deposits) {
        return custodian.store(deposits);
    }

    @Override
    public Release release(Optional<SessionId> session, List<SegmentReference> segments) {
        return custodian.release(self, session, segments);
    }

    @Override
    public Optional<FragmentRelease> fragment(SegmentReference segment) {
        return custodian.fragment(self, segment);
    }

    @Override
    public Octets shareSummand(ShareQuestion question) {
        throw ofOthers();
    }

    @Override
    public Octets pairSecret() {
        throw ofOthers();
    }

    private static SalusException ofOthers() {
        return new SalusException(ErrorCode.NOT_AUTHORISED, "help with a share comes from other custodians");
    }
}
