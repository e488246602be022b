package health.salus.client.command;

import health.salus.client.command.ConsentCommand.Evidence;
import health.salus.client.command.ConsentCommand.GiveConsent;
import health.salus.client.command.ConsentCommand.WithdrawConsent;
import health.salus.client.command.Provision.Effect;
import health.salus.kernel.Cbor;
import health.salus.kernel.CborValue;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Says what a transaction does, so that a person can decide whether to sign it, or see what somebody has signed.
/// Every component appears: what has no words of its own appears in diagnostic notation.
public final class TransactionText {

    private static final String INDENT = "  ";

    private TransactionText() {}

    public static List<String> lines(Transaction transaction) {
        List<String> lines = new ArrayList<>();
        lines.add("network " + transaction.network());
        lines.add(signed(transaction));
        lines.add("valid from " + transaction.notBefore() + " until " + transaction.notAfter());
        if (transaction.commands().size() > 1) {
            lines.add(transaction.atomic() ? "all of these or none:" : "each of these for itself:");
        }
        for (Command command : transaction.commands()) {
            lines.addAll(command(command));
        }
        return List.copyOf(lines);
    }

    /// By whom, and how far that is proven.
    public static String signed(Transaction transaction) {
        return switch (transaction.attestation()) {
            case Attestation.PrincipalSigned signed -> "signed by " + signed.actor() + " with key " + signed.key();
            case Attestation.MemberAsserted asserted ->
                "asserted by member " + asserted.member() + " for " + asserted.actor() + ", whose token came from "
                        + asserted.issuer();
        };
    }

    private static List<String> command(Command command) {
        List<String> known = known(command);
        if (known.isEmpty()) {
            return List.of(
                    command.contract() + "." + command.name() + " version " + command.version(),
                    INDENT + CborText.of(Cbor.decode(command.body(), Transaction.MAX_BYTES)));
        }
        return known;
    }

    /// The words for a command; empty where there are none.
    static List<String> known(Command command) {
        if (isOf(command, IdentityCommand.CONTRACT, IdentityCommand.VERSION, IdentityCommand.class)) {
            return List.of(IdentityText.line(IdentityCommand.Codec.decode(command)));
        }
        if (isOf(command, PolicyCommand.CONTRACT, PolicyCommand.VERSION, PolicyCommand.class)) {
            return RuleText.lines(PolicyCommand.Codec.decode(command));
        }
        if (isOf(command, GovernanceCommand.CONTRACT, GovernanceCommand.VERSION, GovernanceCommand.class)) {
            return GovernanceText.lines(GovernanceCommand.Codec.decode(command));
        }
        if (!isOf(command, ConsentCommand.CONTRACT, ConsentCommand.VERSION, ConsentCommand.class)) {
            return List.of();
        }
        return switch (ConsentCommand.Codec.decode(command)) {
            case GiveConsent give -> given(give);
            case WithdrawConsent withdraw ->
                List.of("withdraw consent " + withdraw.consent() + " of subject " + withdraw.subject()
                        + evidence(withdraw.evidence()));
        };
    }

    /// Whether the command is one of those that there are words for.
    private static boolean isOf(Command command, String contract, int version, Class<?> commands) {
        return command.contract().equals(contract)
                && command.version() == version
                && Arrays.stream(commands.getPermittedSubclasses())
                        .anyMatch(known -> known.getSimpleName().equals(command.name()));
    }

    private static List<String> given(GiveConsent give) {
        List<String> lines = new ArrayList<>();
        lines.add("consent " + give.consent() + " version " + give.version() + " of subject " + give.subject()
                + evidence(give.evidence()));
        provision(give.root(), INDENT, lines);
        return lines;
    }

    private static String evidence(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Signed() -> "";
            case Evidence.Paper(var document) -> ", signed on a paper whose scan has SHA-256 " + document.hex();
        };
    }

    /// The terms of a consent, indented.
    public static List<String> provision(Provision root) {
        List<String> lines = new ArrayList<>();
        provision(root, INDENT, lines);
        return lines;
    }

    /// One line a provision; what it is an exception to stands further left above it.
    private static void provision(Provision provision, String indent, List<String> lines) {
        StringBuilder line = new StringBuilder(indent);
        line.append(provision.effect() == Effect.PERMIT ? "permit" : "deny").append(" reading");
        line.append(what(provision.content()));
        line.append(who(provision.recipients()));
        line.append(provision.purposes().isEmpty() ? ", for any purpose" : ", for " + or(provision.purposes()));
        provision.period().start().ifPresent(start -> line.append(", from ").append(start));
        provision.period().end().ifPresent(end -> line.append(", until ").append(end));
        if (!provision.node().resources().isEmpty()) {
            line.append(", only the resources ")
                    .append(or(provision.node().resources().stream()
                            .map(Octets::hex)
                            .toList()));
        }
        if (!provision.node().codes().isEmpty()) {
            line.append(", only with a code of ")
                    .append(or(
                            provision.node().codes().stream().map(Digest::hex).toList()));
        }
        lines.add(line.toString());
        if (!provision.provisions().isEmpty()) {
            lines.add(indent + "except:");
            provision.provisions().forEach(exception -> provision(exception, indent + INDENT, lines));
        }
    }

    private static String what(Provision.Content content) {
        List<String> kinds = new ArrayList<>(content.resourceTypes());
        kinds.addAll(content.typeGroups());
        return " " + (kinds.isEmpty() ? "everything" : or(kinds))
                + (content.labels().isEmpty() ? "" : " labelled " + or(content.labels()))
                + (content.authors().isEmpty() ? "" : " written by " + or(content.authors()));
    }

    private static String who(Provision.Recipients recipients) {
        List<String> readers = new ArrayList<>();
        recipients.organisations().forEach(organisation -> readers.add(organisation.value()));
        recipients.principals().forEach(principal -> readers.add(principal.value()));
        return " by " + (readers.isEmpty() ? "anyone" : or(readers))
                + (recipients.roles().isEmpty() ? "" : " in the role " + or(recipients.roles()));
    }

    private static String or(List<?> values) {
        return values.stream().map(Object::toString).map(TransactionText::plain).collect(Collectors.joining(" or "));
    }

    /// Codes and identifiers consist of plain characters; anything else is shown as what it is.
    static String plain(String text) {
        return text.matches("[A-Za-z0-9._/|:-]+") ? text : CborText.of(new CborValue.Text(text));
    }
}
