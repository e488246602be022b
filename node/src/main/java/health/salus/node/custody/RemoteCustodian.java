package health.salus.node.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SessionId;
import health.salus.node.peer.PeerClient;
import health.salus.node.peer.Peers;
import health.salus.vault.custody.CustodianClient;
import health.salus.vault.custody.Deposit;
import health.salus.vault.custody.FragmentRelease;
import health.salus.vault.custody.Release;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.custody.ShareQuestion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A custodian at another member.
final class RemoteCustodian implements CustodianClient {

    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private final MemberId member;
    private final Peers peers;

    RemoteCustodian(MemberId member, Peers peers) {
        this.member = member;
        this.peers = peers;
    }

    /// A custodian that left the network keeps its place in the set: the others make up for it.
    private PeerClient peer() {
        return peers.find(member)
                .orElseThrow(
                        () -> new SalusException(ErrorCode.TIMEOUT, "custodian " + member + " is no member any more"));
    }

    @Override
    public MemberId member() {
        return member;
    }

    @Override
    public Octets store(List<Deposit> deposits) {
        Octets request = Messages.STORE_CODEC.encode(new Messages.Store(deposits));
        return Messages.STORED_CODEC
                .decode(peer().call(Messages.STORE, request, STORE_TIMEOUT))
                .acknowledgement();
    }

    @Override
    public Release release(Optional<SessionId> session, List<SegmentReference> segments) {
        Octets request = Messages.RELEASE_CODEC.encode(new Messages.AskRelease(session, segments));
        return Messages.RELEASED_CODEC.decode(peer().call(Messages.RELEASE, request, READ_TIMEOUT));
    }

    @Override
    public Optional<FragmentRelease> fragment(SegmentReference segment) {
        Octets request = Messages.FRAGMENT_CODEC.encode(new Messages.Fragment(segment));
        return Messages.FRAGMENT_FOUND_CODEC
                .decode(peer().call(Messages.FRAGMENT, request, READ_TIMEOUT))
                .fragment();
    }

    @Override
    public Octets shareSummand(ShareQuestion question) {
        return peer().call(Messages.SHARE_SUMMAND, Messages.SHARE_QUESTION_CODEC.encode(question), READ_TIMEOUT);
    }

    @Override
    public Octets pairSecret() {
        return peer().call(Messages.PAIR_SECRET, Octets.EMPTY, READ_TIMEOUT);
    }
}
