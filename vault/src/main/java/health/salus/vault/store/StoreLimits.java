package health.salus.vault.store;

/// Sizes that a test makes small.
///
/// @param volumeBytes when a volume is full and a new one begins
/// @param reserveBytes what new pieces must leave free, so that erasing, compacting and writing the index still can
record StoreLimits(long volumeBytes, long reserveBytes) {

    /// A volume is small enough to be rewritten in seconds, and large enough that a terabyte is a thousand files. The
    /// reserve is several times what the index keeps in memory.
    static final StoreLimits USUAL = new StoreLimits(1024L * 1024 * 1024, 64L * 1024 * 1024);
}
