package health.salus.cli.receipt;

import health.salus.client.command.CommandWords;
import health.salus.client.command.TransactionText;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.proof.CosignatureKind;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.CommandOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a verified receipt proves, for people and for scripts.
final class ReceiptText {

    private ReceiptText() {}

    /// @param attestation `principal-signed` or `member-asserted`
    /// @param index of the entry in the log
    /// @param kinds of signatures that are complete: `Ed25519`, `ML-DSA-44`
    /// @param whole the transaction with every component
    record Proven(
            NetworkId network,
            Instant time,
            long index,
            List<MemberId> signers,
            List<String> kinds,
            Optional<Digest> transaction,
            Optional<String> attestation,
            Optional<String> actor,
            List<Command> commands,
            List<String> whole,
            Optional<Long> height,
            Optional<Digest> stateKey) {}

    /// @param refusal the code, when it was refused
    record Command(String contract, String name, boolean accepted, Optional<String> refusal) {}

    static Proven proven(Verdict.Verified verified) {
        Optional<Verdict.TransactionFact> transaction = transaction(verified);
        Optional<Verdict.StateFact> state =
                verified.fact() instanceof Verdict.StateFact fact ? Optional.of(fact) : Optional.empty();
        Optional<Attestation> attestation =
                transaction.map(fact -> fact.transaction().transaction().attestation());
        return new Proven(
                verified.checkpoint().network(),
                verified.entry().time(),
                verified.index(),
                verified.signers().stream().sorted().toList(),
                verified.complete().stream()
                        .sorted()
                        .map(CosignatureKind::title)
                        .toList(),
                transaction.map(fact -> fact.transaction().id()),
                attestation.map(ReceiptText::level),
                attestation.map(present -> present.actor().value()),
                transaction.map(ReceiptText::commands).orElse(List.of()),
                transaction
                        .map(fact -> TransactionText.lines(fact.transaction().transaction()))
                        .orElse(List.of()),
                state.map(Verdict.StateFact::height),
                state.map(Verdict.StateFact::key));
    }

    private static Optional<Verdict.TransactionFact> transaction(Verdict.Verified verified) {
        return verified.fact() instanceof Verdict.TransactionFact fact ? Optional.of(fact) : Optional.empty();
    }

    private static String level(Attestation attestation) {
        return switch (attestation) {
            case Attestation.PrincipalSigned _ -> "principal-signed";
            case Attestation.MemberAsserted _ -> "member-asserted";
        };
    }

    private static List<Command> commands(Verdict.TransactionFact fact) {
        List<Command> commands = new ArrayList<>();
        List<CommandOutcome> outcomes = fact.outcome().commands();
        for (int i = 0; i < outcomes.size(); i++) {
            var command = fact.transaction().transaction().commands().get(i);
            Optional<String> refusal = switch (outcomes.get(i)) {
                case CommandOutcome.Accepted _ -> Optional.empty();
                case CommandOutcome.Refused refused ->
                    Optional.of(refused.code().name());
            };
            commands.add(new Command(command.contract(), command.name(), refusal.isEmpty(), refusal));
        }
        return commands;
    }

    /// In plain words: what was decided, when, by whom it was signed, and against what that is proven.
    static List<String> lines(Verdict.Verified verified, TrustAnchor anchor) {
        List<String> lines = new ArrayList<>();
        Proven proven = proven(verified);
        lines.add("verified: this was decided on " + proven.time());
        switch (verified.fact()) {
            case Verdict.TransactionFact fact -> {
                for (int i = 0; i < proven.commands().size(); i++) {
                    lines.addAll(decision(
                            proven.commands().get(i),
                            fact.transaction().transaction().commands().get(i)));
                }
                lines.add(TransactionText.signed(fact.transaction().transaction())
                        + (fact.authorChecked()
                                ? ""
                                : " (that signature is not in the receipt; the members checked it)"));
            }
            case Verdict.StateFact fact ->
                lines.add("in the state after block " + fact.height() + ", key "
                        + fact.key().hex() + " has "
                        + fact.value().map(value -> "the value " + value.hex()).orElse("no value"));
        }
        lines.add("final by the signatures of "
                + String.join(
                        ", ", proven.signers().stream().map(MemberId::value).toList())
                + ", as entry " + proven.index() + " of the log of network " + proven.network());
        lines.add("complete are their signatures with " + String.join(" and ", proven.kinds()));
        int members = anchor.members().members().size();
        lines.add("checked against the " + (members == 1 ? "member" : members + " members")
                + " that you trust for this network, digest "
                + anchor.members().digest().hex());
        return lines;
    }

    private static List<String> decision(Command decided, health.salus.proof.transaction.Command command) {
        List<String> words = CommandWords.of(command);
        List<String> lines = new ArrayList<>();
        lines.add("  " + decided.refusal().map(code -> "refused (" + code + ")").orElse("accepted") + ": "
                + words.getFirst());
        words.stream().skip(1).forEach(line -> lines.add("  " + line));
        return lines;
    }

    /// The whole transaction, to the last byte.
    static List<String> details(Verdict.Verified verified) {
        return transaction(verified)
                .map(fact -> {
                    List<String> lines = new ArrayList<>();
                    lines.add("transaction " + fact.transaction().id().hex());
                    TransactionText.lines(fact.transaction().transaction()).forEach(line -> lines.add("  " + line));
                    return lines;
                })
                .orElse(new ArrayList<>());
    }
}
