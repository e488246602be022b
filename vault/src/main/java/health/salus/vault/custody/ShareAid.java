package health.salus.vault.custody;

import health.salus.crypto.Hkdf;
import health.salus.crypto.Secret;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.ShareSummands;
import health.salus.vault.segment.ShareSummands.Mask;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.PieceShelves;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A custodian's part in giving another one its lost share again (docs/decisions/0048).
///
/// Each two helpers have a secret of their own, from which both derive the same mask for this one question. So what the
/// asking custodian gets from one of them is noise, and all of it together is its own share and nothing else.
public final class ShareAid {

    private static final int PAIR_SECRET_BYTES = 32;
    private static final Octets MASK_LABEL = Octets.utf8("salus/vault/share-mask/v1\0");
    private static final RecordCodec<Purpose> PURPOSE = RecordCodec.of(Purpose.class);

    private record Purpose(NetworkId network, MemberId asking, ShareQuestion question) {}

    private final CustodianSeat seat;
    private final PieceShelves pieces;
    private final RandomSource random;
    private final Function<MemberId, Octets> pairSecrets;

    /// Of each pair the member whose name comes first makes the secret up, when it is first needed. Kept in memory:
    /// after a restart there is another one.
    private final Map<MemberId, Octets> made = new ConcurrentHashMap<>();

    /// @param pairSecrets asks another custodian, over a connection that nobody else reads, for [#pairSecret]
    public ShareAid(
            CustodianSeat seat, PieceShelves pieces, RandomSource random, Function<MemberId, Octets> pairSecrets) {
        this.seat = seat;
        this.pieces = pieces;
        this.random = random;
        this.pairSecrets = pairSecrets;
    }

    /// What this member and the asking one have in common, and no third.
    public Octets pairSecret(MemberId asking) {
        if (asking.compareTo(seat.member()) <= 0) {
            throw new SalusException(ErrorCode.NOT_AUTHORISED, "the secret of this pair is yours to make");
        }
        return made.computeIfAbsent(asking, _ -> random.octets(PAIR_SECRET_BYTES));
    }

    /// This custodian's summand of the asking one's share.
    ///
    /// @param asking of the same set: it gets its own share again, and never another's
    public Octets summand(MemberId asking, ShareQuestion question) {
        SegmentId segment = question.segment().segment();
        Digest manifest = question.segment().manifest();
        if (pieces.erased(segment)) {
            throw new SalusException(ErrorCode.ERASED, "the key of segment " + segment + " was destroyed");
        }
        HeldFragment held = pieces.fragment(segment, manifest).orElseThrow(() -> lacking(segment));
        KeyShare share = pieces.share(segment, manifest).orElseThrow(() -> lacking(segment));
        List<Integer> places = places(question, held.manifest());
        Optional<Seating> missing = seat.seating(asking, held.manifest().custodianSet());
        boolean ownTurn =
                places.contains(held.custodian()) && question.helpers().contains(seat.member());
        if (missing.isEmpty() || places.contains(missing.get().place()) || !ownTurn) {
            throw new SalusException(
                    ErrorCode.NOT_AUTHORISED, "a custodian asks others of its set for its own share only");
        }
        List<Mask> masks = question.helpers().stream()
                .filter(helper -> !helper.equals(seat.member()))
                .map(helper -> mask(helper, asking, question))
                .toList();
        return ShareSummands.summand(
                share, places, held.custodian(), missing.get().place(), masks);
    }

    private List<Integer> places(ShareQuestion question, SegmentManifest manifest) {
        List<Integer> places = new ArrayList<>();
        for (MemberId helper : question.helpers()) {
            seat.seating(helper, manifest.custodianSet()).map(Seating::place).ifPresent(places::add);
        }
        boolean whole = places.size() == manifest.threshold()
                && question.helpers().size() == manifest.threshold()
                && places.stream().distinct().count() == places.size();
        if (!whole || question.nonce().length() != ShareQuestion.NONCE_BYTES) {
            throw new SalusException(
                    ErrorCode.MALFORMED, manifest.threshold() + " different custodians of the set help");
        }
        return places;
    }

    private Mask mask(MemberId helper, MemberId asking, ShareQuestion question) {
        boolean mine = seat.member().compareTo(helper) < 0;
        Octets common = mine ? pairSecret(helper) : askFor(helper);
        Octets purpose = PURPOSE.encode(new Purpose(seat.network(), asking, question));
        try (Secret pair = Secret.of(common.toArray());
                Secret mask = Hkdf.sha256(pair, MASK_LABEL, purpose, ShareSummands.MASK_BYTES)) {
            byte[] bytes = mask.reveal();
            try {
                return new Mask(Octets.of(bytes), mine);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }
    }

    /// Whoever asked must not hold it against this custodian that another one does not answer.
    private Octets askFor(MemberId helper) {
        try {
            return pairSecrets.apply(helper);
        } catch (SalusException failed) {
            throw new SalusException(
                    ErrorCode.CUSTODIANS_UNREACHABLE, helper + " does not answer " + seat.member(), failed);
        }
    }

    private SalusException lacking(SegmentId segment) {
        return new SalusException(
                ErrorCode.NOT_FOUND, seat.member() + " has no piece of segment " + segment + " to help with");
    }
}
