package health.salus.proof.report;

import health.salus.kernel.Digest;
import health.salus.proof.CheckpointNote;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a member is accused of, with the proof. Nothing in it is trusted until [ReportVerifier] has compared it with
/// the members' keys.
public sealed interface Accusation {

    /// A member signed a checkpoint that another one contradicts: by the other, the log had another root at that size.
    ///
    /// @param signed the checkpoint in question, with the member's line
    /// @param against the other one, at least as large
    /// @param root that the log of `against` has at the size of `signed`
    /// @param consistency that it does (RFC 9162 section 2.1.4); nothing where the sizes are equal
    record OtherRoot(
            Voucher voucher, CheckpointNote signed, CheckpointNote against, Digest root, List<Digest> consistency)
            implements Accusation {

        public OtherRoot {
            consistency = List.copyOf(consistency);
        }
    }

    /// Why the checkpoint that stands against a member is believed. Each is a kind of report.
    enum Voucher {
        /// The member signed that one as well: it told two histories.
        ITSELF("two-roots"),
        /// Members with more than two thirds of the weight signed that one.
        MEMBERS("another-root");

        private final String word;

        Voucher(String word) {
            this.word = word;
        }

        /// As the file has it.
        public String word() {
            return word;
        }

        static Optional<Voucher> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word.equals(word))
                    .findFirst();
        }
    }
}
