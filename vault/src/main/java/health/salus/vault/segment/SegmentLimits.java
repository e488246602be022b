package health.salus.vault.segment;

/// Bounds of the segment format. A reader holds every author to them before it allocates anything.
public final class SegmentLimits {

    /// A bulk import puts 256 resources in a segment; sixteen times that leaves room without making one read dear.
    public static final int MAX_ENTRIES = 4096;

    /// All entries of a segment together, uncompressed. One document with an inline scan is the largest thing
    /// expected.
    public static final int MAX_PLAINTEXT_BYTES = 32 * 1024 * 1024;

    /// What 32 MiB that do not compress become: zstd adds at most 1/256 and the cipher 28 bytes.
    public static final int MAX_CIPHERTEXT_BYTES = MAX_PLAINTEXT_BYTES + MAX_PLAINTEXT_BYTES / 128;

    /// Custodians in a set; the share index is 1 to this.
    public static final int MAX_CUSTODIANS = 64;

    /// Sensitivity labels of one segment.
    public static final int MAX_LABELS = 16;

    private SegmentLimits() {}
}
