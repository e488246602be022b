package health.salus.vault.resharing;

import health.salus.kernel.MemberId;
import health.salus.kernel.SegmentId;

/// A dealing that contradicts the manifest, its own commitments, or another dealing of the same dealer.
public record WrongDealing(SegmentId segment, MemberId dealer, Kind kind) {

    /// What is wrong.
    public enum Kind {
        /// The manifest is not the one that was asked for.
        MANIFEST,
        /// The fragment does not have the hash in the manifest.
        FRAGMENT,
        /// What was dealt is not the share that the manifest's commitments give this dealer.
        COMMITMENTS,
        /// The sub-share is not the one that the commitments give its receiver.
        SUB_SHARE,
        /// One receiver was given other commitments than another.
        TWO_DEALINGS
    }
}
