package health.salus.node.custody;

import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.vault.custody.Deposit;
import health.salus.vault.custody.FragmentRelease;
import health.salus.vault.custody.Release;
import health.salus.vault.custody.ShareQuestion;
import java.util.List;
import java.util.Optional;

/// What custodians and their callers say to each other, as deterministic CBOR (docs/formats/peer.md).
final class Messages {

    static final String STORE = "store-pieces";
    static final String RELEASE = "release-pieces";
    static final String FRAGMENT = "fragment";
    static final String SHARE_SUMMAND = "share-summand";
    static final String PAIR_SECRET = "pair-secret";

    static final RecordCodec<Store> STORE_CODEC = RecordCodec.of(Store.class);
    static final RecordCodec<Stored> STORED_CODEC = RecordCodec.of(Stored.class);
    static final RecordCodec<AskRelease> RELEASE_CODEC = RecordCodec.of(AskRelease.class);
    static final RecordCodec<Release> RELEASED_CODEC = RecordCodec.of(Release.class);
    static final RecordCodec<Fragment> FRAGMENT_CODEC = RecordCodec.of(Fragment.class);
    static final RecordCodec<FragmentFound> FRAGMENT_FOUND_CODEC = RecordCodec.of(FragmentFound.class);
    static final RecordCodec<ShareQuestion> SHARE_QUESTION_CODEC = RecordCodec.of(ShareQuestion.class);

    private Messages() {}

    record Store(List<Deposit> deposits) {}

    record Stored(Octets acknowledgement) {}

    record AskRelease(Optional<SessionId> session, List<SegmentId> segments) {}

    record Fragment(SegmentId segment) {}

    record FragmentFound(Optional<FragmentRelease> fragment) {}
}
