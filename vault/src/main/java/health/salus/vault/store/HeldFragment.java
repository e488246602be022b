package health.salus.vault.store;

import health.salus.kernel.Octets;
import health.salus.vault.segment.SegmentManifest;

/// The part of a piece that holds no secret: what custodians may show each other for repair.
///
/// @param custodian the place in the set, from 1
public record HeldFragment(SegmentManifest manifest, int custodian, Octets fragment) {}
