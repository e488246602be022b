package health.salus.portal;

import health.salus.kernel.ErrorCode;
import java.util.Optional;

/// A refusal that a person is told about in plain words: the code decides the words.
///
/// @param receipt proves that the refusal was recorded, where it was
public record Refusal(ErrorCode code, Optional<Receipts.ReceiptId> receipt) {

    public static Refusal of(ErrorCode code) {
        return new Refusal(code, Optional.empty());
    }
}
