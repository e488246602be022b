package health.salus.vault.custody;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import java.util.List;

/// A custodian asks for help with its own lost share.
///
/// @param segment the manifest too: summands of shares from before and after a move would add up to more than one
/// custodian may know
/// @param helpers all who are asked, exactly as many as open a segment
/// @param nonce random, so that no two answers are alike
public record ShareQuestion(SegmentReference segment, List<MemberId> helpers, Octets nonce) {

    public static final int NONCE_BYTES = 16;

    public ShareQuestion {
        helpers = List.copyOf(helpers);
    }
}
