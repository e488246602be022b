package health.salus.vault.repair;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.CustodianClient;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.custody.ShareQuestion;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.ShareSummands;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.PlacedPiece;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gets a custodian's lost share back with the help of others of its set. What is right is known by the author's
/// commitments; who helped wrongly is not, so another group is tried.
final class ShareRepair {

    /// With f wrong among 3f others, each group of f + 1 is free of them with a chance of about (2/3)^(f + 1).
    private static final int MAX_GROUPS = 24;

    private final MemberId member;
    private final PieceStore store;
    private final RandomSource random;

    ShareRepair(MemberId member, PieceStore store, RandomSource random) {
        this.member = member;
        this.store = store;
        this.random = random;
    }

    /// @return whether the share is here now
    boolean repair(SegmentId segment, SegmentRegister.Registered registered) {
        Optional<HeldFragment> held = sound(segment, registered);
        if (held.isEmpty()) {
            return false;
        }
        SegmentManifest manifest = held.get().manifest();
        int threshold = manifest.threshold();
        Set<MemberId> unable = new HashSet<>();
        for (int i = 0; i < MAX_GROUPS; i++) {
            List<CustodianClient> group = group(registered.custodians(), unable, threshold);
            if (group.size() < threshold) {
                return false;
            }
            Optional<KeyShare> share = ask(new SegmentReference(segment, registered.manifest()), group, unable)
                    .flatMap(summands -> ShareSummands.sum(manifest, held.get().custodian(), summands));
            if (share.isPresent()) {
                Piece piece = new Piece(held.get().custodian(), held.get().fragment(), share.get());
                store.replaceShare(new PlacedPiece(manifest, piece));
                return true;
            }
        }
        return false;
    }

    /// A share is stored beside its fragment: that one first.
    private Optional<HeldFragment> sound(SegmentId segment, SegmentRegister.Registered registered) {
        try {
            return store.fragment(segment)
                    .filter(held -> held.manifest().digest().equals(registered.manifest()));
        } catch (SalusException damaged) {
            return Optional.empty();
        }
    }

    private List<CustodianClient> group(List<CustodianClient> custodians, Set<MemberId> unable, int threshold) {
        List<CustodianClient> able = new ArrayList<>(custodians.stream()
                .filter(each -> !each.member().equals(member) && !unable.contains(each.member()))
                .toList());
        while (able.size() > threshold) {
            able.remove(Math.floorMod(random.octets(1).at(0), able.size()));
        }
        return able;
    }

    private Optional<List<Octets>> ask(SegmentReference segment, List<CustodianClient> group, Set<MemberId> unable) {
        ShareQuestion question = new ShareQuestion(
                segment,
                group.stream().map(CustodianClient::member).toList(),
                random.octets(ShareQuestion.NONCE_BYTES));
        List<Octets> summands = new ArrayList<>();
        for (CustodianClient helper : group) {
            try {
                summands.add(helper.shareSummand(question));
            } catch (SalusException failed) {
                if (failed.code() != ErrorCode.CUSTODIANS_UNREACHABLE) {
                    unable.add(helper.member());
                }
                return Optional.empty();
            }
        }
        return Optional.of(summands);
    }
}
