package health.salus.client.command;

import health.salus.kernel.Cbor;
import health.salus.kernel.CborValue;
import health.salus.kernel.SalusException;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.Transaction;
import java.util.List;
import java.util.Optional;

/// Says in plain words what a command is about. What a person signs is shown whole ([TransactionText]); what others
/// signed may be told shorter: how many resources were written, and not the pieces that they became.
public final class CommandWords {

    private CommandWords() {}

    /// One line, and below it what a consent permits.
    public static List<String> of(Command command) {
        try {
            List<String> known = TransactionText.known(command);
            return known.isEmpty() ? List.of(other(command)) : known;
        } catch (SalusException unreadable) {
            // Refused for that, most likely; what there is to say about it is its name.
            return List.of(other(command));
        }
    }

    private static String other(Command command) {
        Fields body = Fields.of(command);
        return switch (command.contract() + "." + command.name() + " " + command.version()) {
            case "records.WriteRecords 1" ->
                "write records " + about(body) + count(body, "segments", ", encrypted in ", "segment", "");
            case "records.MoveSegments 1" ->
                count(
                        body,
                        "segments",
                        "move the pieces of ",
                        "segment",
                        " to custodian set " + body.text("custodianSet"));
            case "access.OpenSession 1" ->
                "open the record of patient " + body.text("subject") + " for " + body.text("purpose") + ", for at most "
                        + body.text("seconds") + " seconds, on the node of " + body.text("readerMember");
            case "access.CloseSession 1" -> "end session " + body.text("session");
            case "access.RecordDisclosures 1" -> count(body, "disclosures", "", "disclosure", " of records, as shown");
            case "access.RecordDenials 1" -> count(body, "denials", "", "refusal", " to show records");
            case "consent.SignDraft 1" ->
                "sign the draft of consent " + body.text("consent") + " version " + body.text("version");
            default ->
                command.contract() + "." + command.name() + " version " + command.version()
                        + ", for which this program has no words";
        };
    }

    private static String about(Fields body) {
        return body.find("subject")
                .map(_ -> "of patient " + body.text("subject"))
                .orElse("about nobody in particular");
    }

    private static String count(Fields body, String list, String before, String noun, String after) {
        int items = body.size(list);
        return before + items + " " + noun + (items == 1 ? "" : "s") + after;
    }

    /// The members of a command's body, for commands that have no records here.
    private record Fields(List<CborValue.Entry> entries) {

        static Fields of(Command command) {
            try {
                return Cbor.decode(command.body(), Transaction.MAX_BYTES) instanceof CborValue.Map(var entries)
                        ? new Fields(entries)
                        : new Fields(List.of());
            } catch (SalusException unreadable) {
                return new Fields(List.of());
            }
        }

        Optional<CborValue> find(String name) {
            return entries.stream()
                    .filter(entry -> entry.key() instanceof CborValue.Text(String key) && key.equals(name))
                    .map(CborValue.Entry::value)
                    .findFirst();
        }

        String text(String name) {
            return find(name).map(Fields::text).orElse("?");
        }

        private static String text(CborValue value) {
            return value instanceof CborValue.Text(String text) ? TransactionText.plain(text) : CborText.of(value);
        }

        int size(String name) {
            return find(name)
                    .map(value -> value instanceof CborValue.Array(var items) ? items.size() : 0)
                    .orElse(0);
        }
    }
}
