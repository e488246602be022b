package health.salus.vault.resharing;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.resharing.DealtSegments.DealtSegment;
import health.salus.vault.segment.SegmentManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One dealer's answer, with whether it signed what it gave.
final class DealingReceipt {

    private final SignedDealings signed;
    private final DealtSegments statement;
    private final boolean sound;
    private final Map<SegmentId, Dealing> dealings = new LinkedHashMap<>();

    DealingReceipt(MoveParts parts, MemberId dealer, CustodianSetId to, Dealings answer) {
        this.signed = answer.signed();
        List<DealtSegment> given = new ArrayList<>();
        for (Dealing dealing : answer.dealings()) {
            try {
                SegmentId segment = SegmentManifest.decode(dealing.manifest()).segment();
                // The first, as in the statement: what is checked is what is taken.
                dealings.putIfAbsent(segment, dealing);
                given.add(DealtSegment.of(segment, dealing));
            } catch (SalusException malformed) {
                // What cannot even be read counts as not given.
            }
        }
        this.statement =
                new DealtSegments(parts.seat().network(), dealer, parts.seat().member(), to, given);
        this.sound = statement.encoded().equals(signed.dealt())
                && signed.holds(parts.keys().apply(dealer));
    }

    /// Whether the signature is the dealer's, over exactly this.
    boolean isSigned() {
        return sound;
    }

    Map<SegmentId, Dealing> dealings() {
        return dealings;
    }

    DealtSegments statement() {
        return statement;
    }

    SignedDealings signed() {
        return signed;
    }
}
