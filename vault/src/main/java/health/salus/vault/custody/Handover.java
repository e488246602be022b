package health.salus.vault.custody;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.WrongPiece;
import health.salus.vault.store.HeldFragment;
import java.util.List;
import java.util.Optional;

/// What a custodian says that it gave away: hashes and public points only, so that the statement can be shown to
/// anybody (docs/formats/segment.md).
///
/// @param session under which; empty for segments that are about no patient, and for repair
public record Handover(
        NetworkId network,
        MemberId custodian,
        MemberId receiver,
        Optional<SessionId> session,
        List<HandedPiece> pieces) {

    private static final Octets DOMAIN = Octets.utf8("salus/handover/v1\0");
    private static final RecordCodec<Handover> CODEC = RecordCodec.of(Handover.class);

    public Handover {
        pieces = List.copyOf(pieces);
    }

    /// One piece, as far as it can be shown.
    ///
    /// @param share the share times the generator of P-256; absent when a fragment alone was given
    public record HandedPiece(SegmentId segment, Digest manifest, Digest fragment, Optional<Octets> share) {

        static HandedPiece of(SegmentId segment, Deposit deposit) {
            return new HandedPiece(
                    segment,
                    SegmentManifest.digestOf(deposit.manifest()),
                    Digest.sha256(deposit.piece().fragment()),
                    Optional.of(deposit.piece().share().publicPoint()));
        }

        static HandedPiece of(HeldFragment held) {
            return new HandedPiece(
                    held.manifest().descriptor().id(),
                    held.manifest().digest(),
                    Digest.sha256(held.fragment()),
                    Optional.empty());
        }

        /// Whether what was found wrong is what this says was given.
        boolean names(WrongPiece wrong) {
            boolean same = switch (wrong.kind()) {
                case MANIFEST -> manifest.octets().equals(wrong.found());
                case FRAGMENT -> fragment.octets().equals(wrong.found());
                case SHARE -> share.filter(wrong.found()::equals).isPresent();
            };
            return same && segment.equals(wrong.segment());
        }
    }

    /// What is signed.
    Octets encoded() {
        return CODEC.encode(this);
    }

    static Handover decode(Octets encoded) {
        return CODEC.decode(encoded);
    }

    static Octets toSign(Octets encoded) {
        return Octets.concat(DOMAIN, encoded);
    }
}
