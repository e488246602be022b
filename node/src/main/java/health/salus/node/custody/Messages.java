package health.salus.node.custody;

import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SessionId;
import health.salus.vault.custody.Deposit;
import health.salus.vault.custody.FragmentRelease;
import health.salus.vault.custody.Release;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.custody.ShareQuestion;
import health.salus.vault.resharing.DealingQuestion;
import health.salus.vault.resharing.Dealings;
import health.salus.vault.resharing.TakenOver;
import health.salus.vault.resharing.TakeoverRequest;
import java.util.List;
import java.util.Optional;

/// What custodians and their callers say to each other, as deterministic CBOR (docs/formats/peer.md).
final class Messages {

    static final String STORE = "store-pieces";
    static final String RELEASE = "release-pieces";
    static final String FRAGMENT = "fragment";
    static final String SHARE_SUMMAND = "share-summand";
    static final String PAIR_SECRET = "pair-secret";
    static final String DEAL = "deal-segments";
    static final String TAKE_OVER = "take-over-segments";

    static final RecordCodec<Store> STORE_CODEC = RecordCodec.of(Store.class);
    static final RecordCodec<Stored> STORED_CODEC = RecordCodec.of(Stored.class);
    static final RecordCodec<AskRelease> RELEASE_CODEC = RecordCodec.of(AskRelease.class);
    static final RecordCodec<Release> RELEASED_CODEC = RecordCodec.of(Release.class);
    static final RecordCodec<Fragment> FRAGMENT_CODEC = RecordCodec.of(Fragment.class);
    static final RecordCodec<FragmentFound> FRAGMENT_FOUND_CODEC = RecordCodec.of(FragmentFound.class);
    static final RecordCodec<ShareQuestion> SHARE_QUESTION_CODEC = RecordCodec.of(ShareQuestion.class);

    static final RecordCodec<DealingQuestion> DEALING_QUESTION_CODEC = RecordCodec.of(DealingQuestion.class);
    static final RecordCodec<Dealings> DEALINGS_CODEC = RecordCodec.of(Dealings.class);
    static final RecordCodec<TakeoverRequest> TAKEOVER_REQUEST_CODEC = RecordCodec.of(TakeoverRequest.class);
    static final RecordCodec<TakenOver> TAKEN_OVER_CODEC = RecordCodec.of(TakenOver.class);

    private Messages() {}

    record Store(List<Deposit> deposits) {}

    record Stored(Octets acknowledgement) {}

    record AskRelease(Optional<SessionId> session, List<SegmentReference> segments) {}

    record Fragment(SegmentReference segment) {}

    record FragmentFound(Optional<FragmentRelease> fragment) {}
}
