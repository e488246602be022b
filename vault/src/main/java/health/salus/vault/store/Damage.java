package health.salus.vault.store;

import health.salus.kernel.SegmentId;
import java.util.Optional;

/// Bytes on disk that are not what was stored.
///
/// @param file the file's path
/// @param offset where in the file the damaged frame begins
/// @param segment whose piece it is; empty when no live piece lies there, or the file's own header is damaged
public record Damage(String file, long offset, Optional<SegmentId> segment, Kind kind) {

    /// What is damaged, and so what can be done.
    public enum Kind {
        /// The frame of a fragment does not have its checksum, or is not there: rebuild it from other custodians.
        FRAGMENT_UNREADABLE,
        /// The fragment can be read, and does not have the hash in its manifest: rebuild it from other custodians.
        FRAGMENT_WRONG,
        /// The share cannot be read, does not open under the epoch key, or does not verify: it is lost until it is
        /// shared anew.
        SHARE_LOST,
        /// The list of erasures is damaged: replay the ledger's before serving.
        ERASURES,
        /// Bytes that no live piece needs; the file is written anew when it is compacted.
        UNUSED,
        /// The index; it is built anew when its folder is deleted and the node restarted.
        INDEX
    }
}
