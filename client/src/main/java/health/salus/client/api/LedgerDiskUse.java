package health.salus.client.api;

import java.util.Optional;

/// What the ledger takes of a node's disk, and which blocks are on it.
///
/// @param bytes of the ledger's files
/// @param firstBlock the height from which on blocks are on the disk; those below are in the node's archive
/// @param trouble why blocks that should have gone to the archive are still on the disk, if any are
public record LedgerDiskUse(long bytes, long firstBlock, Optional<String> trouble) {}
