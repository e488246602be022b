package health.salus.proof.receipt;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.proof.Checkpoint;
import health.salus.proof.CosignatureKind;
import health.salus.proof.LogEntry;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import java.util.Optional;
import java.util.Set;

/// What a receipt turned out to be worth.
public sealed interface Verdict {

    /// It proves what it says.
    ///
    /// @param signers the members whose cosignatures cover the entry
    /// @param complete the kinds of cosignatures with which enough of them have signed
    record Verified(
            Fact fact,
            LogEntry entry,
            long index,
            Checkpoint checkpoint,
            Set<MemberId> signers,
            Set<CosignatureKind> complete)
            implements Verdict {
        public Verified {
            signers = Set.copyOf(signers);
            complete = Set.copyOf(complete);
        }
    }

    /// @param detail names the place, for a person
    record Rejected(Rejection reason, String detail) implements Verdict {}

    /// What is proven.
    sealed interface Fact {}

    /// @param authorChecked whether the receipt carried the author's key, so that the signature was checked here as
    /// well, and not by the
    ///     members only
    record TransactionFact(SignedTransaction transaction, Outcome outcome, boolean authorChecked) implements Fact {}

    /// @param value empty: the key has no value
    record StateFact(long height, Digest key, Optional<Octets> value) implements Fact {}
}
