package health.salus.vault.custody;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.vault.custody.Handover.HandedPiece;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.WrongPiece;
import java.util.List;
import java.util.Optional;

/// A wrong piece, with what its custodian signed about it. Holds no secret: it is made to be shown.
///
/// A custodian that gives one thing and signs another convicts itself of nothing, and gains nothing either: its piece
/// is dropped, its name noted, and another one is asked.
///
/// @param handover absent when the custodian signed nothing, or something else
/// @param manifest the one that is on the ledger, encoded; absent when that is what could not be had
public record PieceEvidence(WrongPiece wrong, Optional<SignedHandover> handover, Optional<Octets> manifest) {

    /// What the ledger says of the evidence's segment, to judge by.
    ///
    /// @param key with which the custodian acknowledges
    /// @param registered under what the segment is or was registered: what was right before a move, or since, is no
    /// lie
    public record OnLedger(NetworkId network, MemberId custodian, VerificationKey key, List<Registration> registered) {

        public OnLedger {
            registered = List.copyOf(registered);
        }

        Optional<Registration> under(Digest manifest) {
            return registered.stream()
                    .filter(each -> each.manifest().equals(manifest))
                    .findFirst();
        }
    }

    /// One placement of a segment.
    ///
    /// @param manifest its digest on the ledger
    /// @param place the custodian's in the set of that manifest, from 1
    public record Registration(Digest manifest, int place) {}

    public static PieceEvidence of(WrongPiece wrong, Optional<SignedHandover> handover, Optional<Octets> manifest) {
        Optional<SignedHandover> about =
                handover.filter(signed -> piece(signed, wrong).isPresent());
        return new PieceEvidence(wrong, about, manifest);
    }

    private static Optional<HandedPiece> piece(SignedHandover signed, WrongPiece wrong) {
        try {
            return signed.decoded().pieces().stream()
                    .filter(handed -> handed.names(wrong))
                    .findFirst();
        } catch (SalusException malformed) {
            return Optional.empty();
        }
    }

    /// Whether this alone, with what the ledger says, proves that the custodian gave something wrong. Needs no network
    /// and trusts nobody who keeps the evidence.
    public boolean convicts(OnLedger ledger) {
        return handover.filter(signed -> signed.holds(ledger.key()))
                .filter(signed -> isBy(signed.decoded(), ledger))
                .flatMap(signed -> piece(signed, wrong))
                .filter(handed -> isWrong(handed, ledger))
                .isPresent();
    }

    private static boolean isBy(Handover handover, OnLedger ledger) {
        return handover.network().equals(ledger.network())
                && handover.custodian().equals(ledger.custodian());
    }

    private boolean isWrong(HandedPiece handed, OnLedger ledger) {
        Optional<Registration> registration = ledger.under(handed.manifest());
        if (registration.isEmpty()) {
            return wrong.kind() == WrongPiece.Kind.MANIFEST;
        }
        int place = registration.get().place();
        Optional<SegmentManifest> registered = manifest.filter(
                        encoded -> SegmentManifest.digestOf(encoded).equals(handed.manifest()))
                .map(SegmentManifest::decode)
                .filter(each -> place >= 1 && place <= each.total());
        return registered.isPresent()
                && switch (wrong.kind()) {
                    case MANIFEST -> false;
                    case FRAGMENT -> !handed.fragment().equals(registered.get().fragmentOf(place));
                    case SHARE -> !handed.share().equals(registered.get().sharePoint(place));
                };
    }
}
