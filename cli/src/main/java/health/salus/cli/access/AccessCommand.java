package health.salus.cli.access;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.SubjectOption;
import health.salus.cli.shell.Table;
import health.salus.client.SalusClient;
import health.salus.client.api.Access;
import health.salus.client.api.Accesses;
import health.salus.client.api.Session;
import health.salus.client.api.SessionRequest;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Accesses to records.
@Command(
        name = "access",
        description = "See who had access to a record, and open one.",
        subcommands = {AccessCommand.ListAccesses.class, AccessCommand.Open.class, AccessCommand.Close.class},
        footer = {"", "Example:", "  salus access list"})
public final class AccessCommand {

    private AccessCommand() {}

    /// Lists accesses and refusals.
    @Command(
            name = "list",
            description = "List who read, or was refused, what of a patient's record, newest first.",
            footer = {"", "Example:", "  salus access list --subject p-7f3a --from 2026-01-01T00:00:00Z"})
    static final class ListAccesses implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final SubjectOption subject = new SubjectOption();

        @Option(names = "--from", paramLabel = "TIME", description = "Not before this time.")
        private Optional<Instant> from = Optional.empty();

        @Option(names = "--to", paramLabel = "TIME", description = "Before this time.")
        private Optional<Instant> to = Optional.empty();

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "100",
                description = "At most this many (default: ${DEFAULT-VALUE}).")
        private int limit;

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        ListAccesses(Shell shell) {
            this.shell = shell;
        }

        record Answer(SubjectId subject, List<Access> items, boolean more) {}

        @Override
        public Integer call() {
            try (SalusClient client = dialogue.client(shell)) {
                SubjectId whose = subject.in(client);
                List<Access> found = new ArrayList<>();
                Optional<String> next = Optional.empty();
                do {
                    Accesses page = client.accesses(whose, from, to, next);
                    found.addAll(page.items());
                    next = page.next();
                } while (next.isPresent() && found.size() < limit);
                List<Access> items = found.stream().limit(limit).toList();
                Answer answer = new Answer(whose, items, next.isPresent() || found.size() > limit);
                return dialogue.show(shell, answer, words(answer));
            }
        }

        private static List<String> words(Answer answer) {
            if (answer.items().isEmpty()) {
                return List.of("nobody asked for this record in that time");
            }
            Table table = new Table();
            for (Access access : answer.items()) {
                table.row(
                        access.time().toString(),
                        access.organisationName(),
                        access.readerName().orElse(access.reader().value()),
                        access.purpose(),
                        access.outcome() + (access.deferred() ? " (reported later)" : ""),
                        what(access));
            }
            List<String> lines = new ArrayList<>(table.lines());
            if (answer.more()) {
                lines.add("there are more: raise --limit, or narrow the time with --from and --to");
            }
            return lines;
        }

        private static String what(Access access) {
            return access.refusal()
                    .orElseGet(() -> access.shown().stream()
                            .map(shown -> shown.count() + " " + shown.type())
                            .collect(Collectors.joining(", ")));
        }
    }

    /// Opens a record.
    @Command(
            name = "open",
            description = {
                "Open a patient's record for a purpose. Refused when no permission covers it; the refusal is recorded.",
                "Reading opens what it needs by itself: this is for asking beforehand, and for emergencies."
            },
            footer = {"", "Example:", "  salus access open p-7f3a --purpose TREAT --minutes 30"})
    static final class Open implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "SUBJECT", description = "The patient's pseudonym.")
        private String subject = "";

        @Option(
                names = "--purpose",
                paramLabel = "CODE",
                required = true,
                description = "The purpose of use, such as TREAT.")
        private String purpose = "";

        @Option(names = "--type", paramLabel = "TYPE", description = "Only these resource types (may be repeated).")
        private List<String> types = List.of();

        @Option(names = "--minutes", paramLabel = "N", description = "For how long (default: the network's limit).")
        private Optional<Long> minutes = Optional.empty();

        @Option(
                names = "--reason",
                paramLabel = "CODE",
                description = "In an emergency (BTG, ETREAT): why it cannot wait. The patient will see it.")
        private Optional<String> reason = Optional.empty();

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Open(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            SessionRequest request = new SessionRequest(
                    new SubjectId(subject), purpose, types, minutes.map(Duration::ofMinutes), reason);
            try (SalusClient client = dialogue.client(shell, Optional.of(purpose))) {
                Session session = client.openSession(request);
                Table table = new Table()
                        .row("session", session.session().value())
                        .row("until", session.expires().toString())
                        .row("covers", session.types().isEmpty() ? "all types" : String.join(", ", session.types()))
                        .row(
                                "rests on",
                                session.consent()
                                        .map(consent -> "consent " + consent)
                                        .orElse("your organisation's own records"));
                return dialogue.show(shell, session, table.lines());
            }
        }
    }

    /// Closes a session.
    @Command(
            name = "close",
            description = "End a session before its time.",
            footer = {"", "Example:", "  salus access close s-41"})
    static final class Close implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "SESSION", description = "The session's id.")
        private String session = "";

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        Close(Shell shell) {
            this.shell = shell;
        }

        record Closed(SessionId session) {}

        @Override
        public Integer call() {
            Closed closed = new Closed(new SessionId(session));
            try (SalusClient client = dialogue.client(shell)) {
                client.closeSession(closed.session());
            }
            return dialogue.show(shell, closed, List.of("session " + session + " is closed"));
        }
    }
}
