package health.salus.client.state;

import health.salus.client.command.ConsentCommand.Evidence;
import health.salus.client.command.Provision;
import health.salus.kernel.Digest;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SubjectId;
import health.salus.proof.receipt.Verdict;
import java.time.Instant;
import java.util.Optional;

/// A consent as the state has it after a block.
///
/// @param latest the highest version that there was
public record ConsentState(
        String id,
        SubjectId subject,
        long latest,
        Optional<Version> inForce,
        Optional<Version> draft,
        Optional<Instant> withdrawnAt) {

    private static final RecordCodec<ConsentState> CODEC = RecordCodec.of(ConsentState.class);
    private static final RecordCodec<History> HISTORY = RecordCodec.of(History.class);

    /// Whether this record alone tells what was in force at a moment before its block. The versions before the one in
    /// force, and those of a withdrawn consent, have values of their own.
    public boolean decides(Instant time) {
        if (inForce.isPresent()) {
            Version given = inForce.get();
            return given.version() == 1 || !time.isBefore(given.givenAt());
        }
        return withdrawnAt.filter(time::isBefore).isEmpty();
    }

    /// One version of a consent.
    ///
    /// @param transaction that gave or drafted it: its receipt proves what was agreed to
    public record Version(
            long version,
            Provision root,
            Evidence evidence,
            PrincipalId givenBy,
            OrganisationId organisation,
            Instant givenAt,
            Digest transaction) {}

    /// A version and what became of it. It stays in the state when it has ended.
    ///
    /// @param draft whether it waits for a signature, or waited in vain
    public record History(Version version, boolean draft, Optional<Ending> ending) {

        /// Whether it decided who may read at this time, its own period included.
        public boolean isInForce(Instant time) {
            Provision.Period period = version.root().period();
            return !draft
                    && !time.isBefore(version.givenAt())
                    && ending.filter(ended -> !time.isBefore(ended.at())).isEmpty()
                    && period.start().filter(time::isBefore).isEmpty()
                    && period.end().filter(time::isAfter).isEmpty();
        }
    }

    /// How a version ended.
    ///
    /// @param by who replaced or withdrew it
    public record Ending(Cause cause, Instant at, PrincipalId by, Digest transaction) {}

    /// Why a version ended.
    public enum Cause {
        REPLACED,
        WITHDRAWN
    }

    /// The key of a consent.
    public static Digest key(SubjectId subject, String consent) {
        return StateKeys.of(subject, "consent/consent", consent);
    }

    /// The key of one of its versions.
    public static Digest key(SubjectId subject, String consent, long version) {
        return StateKeys.of(subject, "consent/version", consent, Long.toString(version));
    }

    /// What a verified proof says about a consent; empty where it proves that there was none by that block.
    ///
    /// @throws health.salus.kernel.SalusException `NOT_PROVEN` when the proof is of something else
    public static Optional<ConsentState> of(Verdict.StateFact fact, SubjectId subject, String consent) {
        StateKeys.require(fact, key(subject, consent));
        return fact.value().map(CODEC::decode);
    }

    /// What a verified proof says about a version of a consent.
    ///
    /// @throws health.salus.kernel.SalusException `NOT_PROVEN` when the proof is of something else
    public static Optional<History> of(Verdict.StateFact fact, SubjectId subject, String consent, long version) {
        StateKeys.require(fact, key(subject, consent, version));
        return fact.value().map(HISTORY::decode);
    }
}
