package health.salus.proof.receipt;

import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.LogEntry;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import java.util.ArrayList;
import java.util.List;

/// The lines of a receipt that people read. They follow from the bytes, so a verifier writes them anew and compares.
final class Summary {

    private static final int MAX_TEXT = 200;

    private Summary() {}

    /// @throws SalusException when the bytes cannot be read
    static List<String> lines(Receipt.Content content, Octets entry) {
        LogEntry logEntry = LogEntry.decode(entry);
        List<String> lines = new ArrayList<>();
        lines.add("network " + logEntry.network().value());
        lines.add("time " + logEntry.time());
        switch (content) {
            case Receipt.OfTransaction transaction -> transaction(transaction, lines);
            case Receipt.OfState state -> {
                if (logEntry instanceof LogEntry.HeaderEntry header) {
                    lines.add("height " + header.height());
                }
                lines.add("value " + (state.value().isPresent() ? "present" : "absent"));
            }
        }
        return lines;
    }

    private static void transaction(Receipt.OfTransaction content, List<String> lines) {
        SignedTransaction signed = SignedTransaction.parse(content.envelope());
        lines.add("transaction-id " + signed.id().hex());
        lines.add(attestation(signed.transaction().attestation()));
        List<Command> commands = signed.transaction().commands();
        List<CommandOutcome> outcomes = Outcome.decode(content.outcome()).commands();
        for (int i = 0; i < commands.size(); i++) {
            Command command = commands.get(i);
            String outcome = i < outcomes.size() ? outcome(outcomes.get(i)) : "no outcome";
            lines.add("command " + plain(command.contract()) + "." + plain(command.name()) + " " + outcome);
        }
    }

    static String attestation(Attestation attestation) {
        return switch (attestation) {
            case Attestation.PrincipalSigned(var actor, var key) ->
                "attestation principal-signed " + actor + " key " + key;
            case Attestation.MemberAsserted(var member, var key, var actor, var issuer, var tokenHash) ->
                "attestation member-asserted " + member + " key " + key + " for " + actor + " issuer " + plain(issuer)
                        + " token " + tokenHash.hex();
        };
    }

    private static String outcome(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Accepted _ -> "accepted";
            case CommandOutcome.Refused(var code, String _) -> "refused " + code;
        };
    }

    /// What somebody else has written, on one line and without characters that could feign a second one.
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .map(c -> c > ' ' && c <= '~' ? c : '?')
                .limit(MAX_TEXT)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
