package health.salus.vault.segment;

import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;

/// A custodian's contribution that contradicts what the ledger or the manifest fixed.
///
/// @param custodian the place in the set, from 1
/// @param expected what the ledger or manifest says: a hash, or for a share the public point that it must have
/// @param found the same of what came; never the share itself
public record WrongPiece(SegmentId segment, int custodian, Kind kind, Octets expected, Octets found) {

    /// What is wrong.
    public enum Kind {
        /// The manifest is not the one whose digest is on the ledger.
        MANIFEST,
        /// The fragment does not have the hash in the manifest.
        FRAGMENT,
        /// The share does not lie on the polynomial that the author committed to.
        SHARE
    }
}
