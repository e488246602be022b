package health.salus.vault.custody;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SessionId;
import java.util.List;
import java.util.Optional;

/// A custodian as another member reaches it, without the network between.
public final class RemoteDouble implements CustodianClient {

    private final MemberId member;
    private final Custodian custodian;
    private final ShareAid helper;
    private final MemberId asking;

    public RemoteDouble(MemberId member, Custodian custodian, ShareAid helper, MemberId asking) {
        this.member = member;
        this.custodian = custodian;
        this.helper = helper;
        this.asking = asking;
    }

    @Override
    public MemberId member() {
        return member;
    }

    @Override
    public Octets store(List<Deposit> deposits) {
        return custodian.store(deposits);
    }

    @Override
    public Release release(Optional<SessionId> session, List<SegmentReference> segments) {
        return custodian.release(asking, session, segments);
    }

    @Override
    public Optional<FragmentRelease> fragment(SegmentReference segment) {
        return custodian.fragment(asking, segment);
    }

    @Override
    public Octets shareSummand(ShareQuestion question) {
        return helper.summand(asking, question);
    }

    @Override
    public Octets pairSecret() {
        return helper.pairSecret(asking);
    }
}
