package health.salus.vault.repair;

/// What upkeep has done since it began, for operators.
///
/// @param scrubbed fragments that were read again and compared with their manifests, each time counted
/// @param damaged fragments that a scrub found not to be what was stored
/// @param missing fragments that the ledger expects here and that were not
/// @param repaired fragments that were rebuilt from other custodians
/// @param unrepaired fragments that could not be rebuilt when that was tried last
/// @param recoveredShares key shares that were had again with the others' help
/// @param lostShares key shares that could not be had again when that was tried last
/// @param orphans pieces that no transaction had named in time, and that were forgotten
public record UpkeepCounts(
        long scrubbed,
        long damaged,
        long missing,
        long repaired,
        long unrepaired,
        long recoveredShares,
        long lostShares,
        long orphans) {}
