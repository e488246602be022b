package health.salus.proof.report;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.proof.Checkpoint;
import java.time.Instant;

/// What a report turned out to be worth.
public sealed interface Judgement {

    /// The member signed it, and it contradicts the other checkpoint.
    ///
    /// @param time of the member's signature, by its own clock
    /// @param root that the log has at that size, by the checkpoint that stands against the member
    record Convicted(
            MemberId member,
            Accusation.Voucher voucher,
            Checkpoint signed,
            Instant time,
            Digest root,
            Checkpoint against)
            implements Judgement {}

    /// It says nothing against anybody.
    ///
    /// @param detail names the place, for a person
    record Dismissed(Reason reason, String detail) implements Judgement {}

    /// Why a report is worth nothing. A verifier stops at the first reason.
    enum Reason {
        /// The file ends before its end.
        TRUNCATED("The file is not complete: get it again."),
        MALFORMED("The file is not a report, or was damaged: get it again."),
        UNSUPPORTED_VERSION("Update this software: the report is of a newer version or kind."),
        WRONG_NETWORK("Verify it against the members of its own network."),
        /// The chain of members does not lead on from the trusted ones.
        MEMBERS_NOT_PROVEN("Get the chain of members from a node of the network, or trust later members."),
        /// Whom it names is none of the trusted members, or was none of them then.
        UNKNOWN_MEMBER("Verify it with the members of its time; else nobody is accused."),
        /// There is no signature of the member's.
        NOT_SIGNED("The member did not sign what is held against it. Do not rely on this file."),
        /// Another key signed in the member's name.
        OTHER_KEY("Another key than the member's has signed in its name. Do not rely on this file."),
        /// A signature in a member's name and key is false.
        SIGNATURE_FORGED("A signature in a member's name is false. Do not rely on this file."),
        /// The other checkpoint is of a smaller log, which says nothing of what came later.
        OLDER_CHECKPOINT("Two logs of different sizes are compared at the smaller one: ask for a later report."),
        /// The root that is held against the member does not follow from the other checkpoint.
        NOT_CONSISTENT("The root is not the one of the other checkpoint's log. Do not rely on this file."),
        /// The member signed the very root.
        SAME_ROOT("Both checkpoints tell the same history: the member did nothing wrong."),
        /// The other checkpoint is not signed by whom the report says.
        NOT_VOUCHED("Too few have signed the checkpoint that stands against the member.");

        private final String nextStep;

        Reason(String nextStep) {
            this.nextStep = nextStep;
        }

        /// What to do, in a sentence or two for a person.
        public String nextStep() {
            return nextStep;
        }
    }
}
