package health.salus.archive;

/// The names of segments (docs/formats/archive.md): they sort as the heights do.
final class SegmentNames {

    /// As many digits as the largest height has.
    private static final int DIGITS = 19;

    private SegmentNames() {}

    static String of(long first) {
        String digits = Long.toString(first);
        return "blocks-" + "0".repeat(DIGITS - digits.length()) + digits + ".cbor";
    }
}
