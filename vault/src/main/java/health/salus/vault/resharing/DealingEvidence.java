package health.salus.vault.resharing;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.vault.resharing.DealtSegments.DealtSegment;
import health.salus.vault.segment.SegmentManifest;
import java.util.Optional;

/// A wrong dealing, with what its dealer signed about it. Holds no secret: it is made to be shown.
///
/// @param signed absent when the dealer signed nothing, or something else
/// @param second for two dealings that differ: the other one
/// @param manifest the one that the ledger had, encoded; absent when that could not be had
public record DealingEvidence(
        WrongDealing wrong,
        Optional<SignedDealings> signed,
        Optional<SignedDealings> second,
        Optional<Octets> manifest) {

    /// What the ledger says, to judge by.
    ///
    /// @param key with which the dealer acknowledges
    /// @param manifest the digest that the segment was registered under before the move
    /// @param from the set that it left
    /// @param to the set that it was to come to
    public record OnLedger(NetworkId network, VerificationKey key, Digest manifest, Circle from, Circle to) {}

    /// Whether this alone, with what the ledger says, proves that the dealer gave something wrong.
    public boolean convicts(OnLedger ledger) {
        Optional<Statement> first = signed.flatMap(each -> statement(each, ledger));
        return first.isPresent()
                && switch (wrong.kind()) {
                    // Which manifest was right when it was asked for is not in the statement.
                    case MANIFEST -> false;
                    case FRAGMENT, COMMITMENTS, SUB_SHARE -> isWrong(first.get(), ledger);
                    case TWO_DEALINGS ->
                        second.flatMap(each -> statement(each, ledger))
                                .filter(other -> differ(first.get().piece, other.piece))
                                .isPresent();
                };
    }

    private record Statement(DealtSegments whole, DealtSegment piece) {}

    private Optional<Statement> statement(SignedDealings signedDealings, OnLedger ledger) {
        if (!signedDealings.holds(ledger.key())) {
            return Optional.empty();
        }
        try {
            DealtSegments whole = signedDealings.decoded();
            boolean about = whole.network().equals(ledger.network())
                    && whole.dealer().equals(wrong.dealer())
                    && whole.to().equals(ledger.to().id());
            return about
                    ? whole.find(wrong.segment())
                            .filter(piece -> piece.manifest().equals(ledger.manifest()))
                            .map(piece -> new Statement(whole, piece))
                    : Optional.empty();
        } catch (SalusException malformed) {
            return Optional.empty();
        }
    }

    private boolean isWrong(Statement statement, OnLedger ledger) {
        int place = ledger.from().placeOf(wrong.dealer());
        Optional<SegmentManifest> registered = manifest.filter(
                        encoded -> SegmentManifest.digestOf(encoded).equals(ledger.manifest()))
                .map(SegmentManifest::decode)
                .filter(each -> place >= 1 && place <= each.total());
        return registered
                .flatMap(known -> DealingCheck.wrong(known, place, ledger.to(), statement.whole, statement.piece))
                .filter(wrong.kind()::equals)
                .isPresent();
    }

    private static boolean differ(DealtSegment one, DealtSegment other) {
        return !one.commitments().equals(other.commitments());
    }
}
