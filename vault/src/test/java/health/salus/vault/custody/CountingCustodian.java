package health.salus.vault.custody;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts how often it is asked.
public final class CountingCustodian implements CustodianClient {

    private final CustodianClient custodian;
    private final AtomicInteger releases = new AtomicInteger();
    private final AtomicInteger stores = new AtomicInteger();

    public CountingCustodian(CustodianClient custodian) {
        this.custodian = custodian;
    }

    public int releases() {
        return releases.get();
    }

    public int stores() {
        return stores.get();
    }

    @Override
    public MemberId member() {
        return custodian.member();
    }

    @Override
    public Octets store(List<Deposit> deposits) {
        stores.incrementAndGet();
        return custodian.store(deposits);
    }

    @Override
    public Release release(Optional<SessionId> session, List<SegmentReference> segments) {
        releases.incrementAndGet();
        return custodian.release(session, segments);
    }

    @Override
    public Optional<FragmentRelease> fragment(SegmentReference segment) {
        return custodian.fragment(segment);
    }

    @Override
    public Octets shareSummand(ShareQuestion question) {
        return custodian.shareSummand(question);
    }

    @Override
    public Octets pairSecret() {
        return custodian.pairSecret();
    }
}
