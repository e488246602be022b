package health.salus.portal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Proofs that an entry is in the log, and their check.
public interface Receipts {

    /// Bounds what a check reads; a receipt is a few kilobytes (docs/formats/receipt.md).
    int MAX_LENGTH = 262_144;

    /// The receipt, if the caller may have it.
    Optional<ReceiptFile> find(Caller caller, ReceiptId id);

    /// Checks a receipt against the network's members, trusting nothing but their keys.
    Check check(String text);

    /// Names a receipt: the index of its entry in the log.
    record ReceiptId(String value) {
        public ReceiptId {
            if (!value.matches("[A-Za-z0-9._-]{1,64}")) {
                throw new IllegalArgumentException("not a receipt's name");
            }
        }
    }

    /// A receipt for keeping.
    record ReceiptFile(String fileName, String text) {}

    /// What the check found.
    sealed interface Check {
        record Genuine(Facts facts) implements Check {}

        /// The text is a receipt, but it does not prove what it says.
        record NotProven(Reason reason) implements Check {}

        record Unreadable() implements Check {}
    }

    /// Why a receipt proves nothing.
    enum Reason {
        OTHER_NETWORK,
        CHANGED_CONTENT,
        NOT_IN_LOG,
        TOO_FEW_SIGNATURES,
        UNKNOWN_MEMBERS
    }

    /// What a genuine receipt proves.
    ///
    /// @param actions the commands, as `contract.command`
    /// @param signedBy the principal, or the member that asserted for it
    /// @param members the members whose signatures cover the entry
    record Facts(
            String transactionId,
            String network,
            long logIndex,
            Instant time,
            List<String> actions,
            boolean accepted,
            boolean principalSigned,
            String signedBy,
            List<String> members) {}
}
