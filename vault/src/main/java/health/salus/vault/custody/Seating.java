package health.salus.vault.custody;

import health.salus.kernel.CustodianSetId;

/// A member's seat in a custodian set.
///
/// @param place from 1
/// @param threshold pieces that open a segment of this set, f + 1: what authors must not choose for themselves
/// @param total custodians in the set
public record Seating(CustodianSetId set, int place, int threshold, int total) {}
