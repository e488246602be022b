package health.salus.vault.resharing;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import java.time.Instant;
import java.util.List;

/// Where moves are decided. A port: the vault does not know the ledger.
@FunctionalInterface
public interface MoveLedger {

    /// Returns when the move is final.
    ///
    /// @throws health.salus.kernel.SalusException why it was refused; all of it is, or nothing
    void decide(Move move);

    /// @param until when the words end
    /// @param segments in the order in which they were signed
    /// @param words of at least n - f custodians of the next set, each of all segments and checked
    record Move(CustodianSetId to, Instant until, List<TakenOver.Held> segments, List<Word> words) {

        public Move {
            segments = List.copyOf(segments);
            words = List.copyOf(words);
        }
    }

    /// @param signature of what [MoveWord] states
    record Word(MemberId custodian, Octets signature) {}
}
