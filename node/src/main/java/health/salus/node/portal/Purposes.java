package health.salus.node.portal;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.node.security.LedgerCaller;
import java.util.List;
import java.util.Optional;

/// The purposes that pages have words for.
final class Purposes {

    /// The narrower before the broader: an emergency is treatment, too.
    private static final List<health.salus.portal.PurposeOfUse> NARROW_FIRST = List.of(
            health.salus.portal.PurposeOfUse.ETREAT,
            health.salus.portal.PurposeOfUse.TREAT,
            health.salus.portal.PurposeOfUse.HPAYMT,
            health.salus.portal.PurposeOfUse.HOPERAT,
            health.salus.portal.PurposeOfUse.HRESCH,
            health.salus.portal.PurposeOfUse.PUBHLTH,
            health.salus.portal.PurposeOfUse.PATRQT);

    private Purposes() {}

    /// The purpose under which pages speak of this one; empty for one that they have no words for.
    static Optional<health.salus.portal.PurposeOfUse> inWords(PurposeOfUse purpose) {
        return NARROW_FIRST.stream()
                .filter(known -> purpose.isWithin(LedgerCaller.onLedger(known)))
                .findFirst();
    }
}
