package health.salus.client.api;

import health.salus.kernel.Digest;
import java.util.List;
import java.util.Optional;

/// What a draft of a rule would have said of the commands in a stretch of blocks, beside the rule of their time.
///
/// @param from the first block that was looked at
/// @param next the first that was not; absent at the end of the chain
/// @param asked commands that a rule was, or would have been, asked about
/// @param nowRefused of them, those that were permitted and would be refused
/// @param nowPermitted those that were refused and would be permitted
/// @param failed those on which the draft comes to no answer
/// @param dearest steps of the dearest evaluation
/// @param cases those that would be decided otherwise, the first hundred of them
public record RehearsalPage(
        long from,
        Optional<Long> next,
        long asked,
        long nowRefused,
        long nowPermitted,
        long failed,
        long dearest,
        List<Case> cases) {

    /// A command that would have been decided otherwise.
    ///
    /// @param command its place in the transaction, from 0
    /// @param failure why the draft comes to no answer
    public record Case(long height, Digest transaction, long command, boolean permitted, Optional<String> failure) {}
}
