package health.salus.client.bulk;

import health.salus.kernel.ErrorCode;
import java.util.List;
import java.util.Optional;

/// How an import went.
///
/// @param skippedItems items that an earlier run had brought in
/// @param stopped why the import was broken off; run it again to go on
public record ImportReport(
        long files, long items, long resources, long skippedItems, List<Refusal> refusals, Optional<Refusal> stopped) {

    /// Something that was not accepted.
    ///
    /// @param item the file, with the lines or the entry where it has several
    public record Refusal(String item, ErrorCode code, String detail) {}

    public boolean complete() {
        return refusals.isEmpty() && stopped.isEmpty();
    }
}
