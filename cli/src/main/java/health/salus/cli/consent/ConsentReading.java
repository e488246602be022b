package health.salus.cli.consent;

import health.salus.client.command.TransactionText;
import health.salus.client.state.ConsentState;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.proof.receipt.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Says what the proof of a consent, or of one version of it, means for a moment.
///
/// @param asked the moment; empty for that of the proof's block
record ConsentReading(SubjectId subject, String consent, Optional<Long> version, Optional<Instant> asked) {

    /// What a file proves.
    ///
    /// @param height of the block after which the ledger had what the proof says
    /// @param at the moment that is asked about
    record Answer(
            boolean verified,
            Optional<Long> height,
            Optional<Instant> time,
            Optional<Instant> at,
            Optional<Boolean> inForce,
            List<String> says,
            Optional<String> problem) {}

    Answer of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Rejected(var reason, String detail) ->
                new Answer(
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        asked,
                        Optional.empty(),
                        List.of(),
                        Optional.of(reason + ": " + detail));
            case Verdict.Verified verified
            when verified.fact() instanceof Verdict.StateFact fact -> read(verified, fact);
            case Verdict.Verified _ ->
                throw new SalusException(ErrorCode.NOT_PROVEN, "the file is the receipt of a transaction");
        };
    }

    private Answer read(Verdict.Verified verified, Verdict.StateFact fact) {
        Instant proven = verified.entry().time();
        Instant at = asked.orElse(proven);
        if (at.isAfter(proven)) {
            throw new SalusException(
                    ErrorCode.NOT_PROVEN, "the proof is of " + proven + ", and says nothing of what came after it");
        }
        List<String> says = new ArrayList<>();
        boolean inForce = version.isPresent()
                ? ofVersion(ConsentState.of(fact, subject, consent, version.get()), at, says)
                : ofRecord(ConsentState.of(fact, subject, consent), at, says);
        says.add("proven after block " + fact.height() + ", " + proven + ", by the signatures of "
                + verified.signers().stream().sorted().map(Object::toString).collect(Collectors.joining(", ")));
        return new Answer(
                true,
                Optional.of(fact.height()),
                Optional.of(proven),
                Optional.of(at),
                Optional.of(inForce),
                says,
                Optional.empty());
    }

    private boolean ofVersion(Optional<ConsentState.History> found, Instant at, List<String> says) {
        if (found.isEmpty()) {
            says.add("consent " + consent + " has no version " + version.orElseThrow());
            return false;
        }
        ConsentState.History history = found.get();
        boolean inForce = history.isInForce(at);
        says.add(head(inForce, at));
        describe(history, says);
        return inForce;
    }

    private boolean ofRecord(Optional<ConsentState> found, Instant at, List<String> says) {
        if (found.isEmpty()) {
            says.add("there was no consent " + consent + " of this patient");
            return false;
        }
        ConsentState state = found.get();
        if (!state.decides(at)) {
            throw new SalusException(
                    ErrorCode.NOT_PROVEN,
                    "what held at " + at + " was another version: ask for the proof of one with --of-version, of 1 to "
                            + state.latest());
        }
        Optional<ConsentState.History> present =
                state.inForce().map(given -> new ConsentState.History(given, false, Optional.empty()));
        boolean inForce = present.filter(each -> each.isInForce(at)).isPresent();
        says.add(head(inForce, at));
        present.ifPresent(each -> describe(each, says));
        state.withdrawnAt().ifPresent(ended -> says.add("withdrawn " + ended));
        return inForce;
    }

    private String head(boolean inForce, Instant at) {
        return "consent " + consent + (inForce ? " was in force at " : " was not in force at ") + at;
    }

    private static void describe(ConsentState.History history, List<String> says) {
        says.add("version " + history.version().version() + ", " + (history.draft() ? "drafted " : "given ")
                + history.version().givenAt() + " by " + history.version().givenBy());
        says.addAll(TransactionText.provision(history.version().root()));
        history.ending()
                .ifPresent(
                        ending -> says.add((ending.cause() == ConsentState.Cause.WITHDRAWN ? "withdrawn " : "replaced ")
                                + ending.at() + " by " + ending.by()));
    }
}
