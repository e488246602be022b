package health.salus.cli.consent;

import health.salus.cli.shell.Halt;
import health.salus.client.api.ApiJson;
import health.salus.client.command.Provision;
import health.salus.client.command.Provision.Effect;
import health.salus.client.command.Purposes;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The terms of a consent, as options or as a file.
final class Terms {

    /// A century: who means for ever gives no end.
    private static final long MAX_DAYS = 36_500;

    static final String HEADING = "%nTerms:%n";

    @Option(
            names = "--to",
            paramLabel = "ORGANISATION",
            description = "Who may read (may be repeated; default: anyone).")
    private List<String> organisations = List.of();

    @Option(names = "--to-person", paramLabel = "PRINCIPAL", description = "A person who may read (may be repeated).")
    private List<String> principals = List.of();

    @Option(
            names = "--purpose",
            paramLabel = "CODE",
            description = "For what, such as TREAT (may be repeated; default: anything).")
    private List<String> purposes = List.of();

    @Option(names = "--type", paramLabel = "TYPE", description = "Only these FHIR resource types (may be repeated).")
    private List<String> types = List.of();

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            description = "Only with these security labels, such as HIV (may be repeated).")
    private List<String> labels = List.of();

    @Option(
            names = "--author",
            paramLabel = "ORGANISATION",
            description = "Only what these organisations wrote (may be repeated).")
    private List<String> authors = List.of();

    @Option(
            names = "--except-type",
            paramLabel = "TYPE",
            description = "But not these resource types (may be repeated).")
    private List<String> exceptTypes = List.of();

    @Option(
            names = "--except-label",
            paramLabel = "LABEL",
            description = "But not what has these labels (may be repeated).")
    private List<String> exceptLabels = List.of();

    @Option(names = "--days", paramLabel = "N", description = "For so many days from now.")
    private Optional<Long> days = Optional.empty();

    @Option(names = "--from", paramLabel = "TIME", description = "Not before this time, such as 2026-04-01T00:00:00Z.")
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "Until this time.")
    private Optional<Instant> until = Optional.empty();

    @Option(names = "--deny", description = "Forbid it, instead of permitting it.")
    private boolean deny;

    @Option(
            names = "--terms",
            paramLabel = "FILE",
            description = "The terms in JSON instead, for exceptions within exceptions (docs/design/api.md).")
    private Optional<Path> file = Optional.empty();

    /// What the contracts would refuse is refused here: nobody should sign what cannot hold.
    Provision provision(Instant now) {
        days.filter(number -> number < 1 || number > MAX_DAYS).ifPresent(number -> {
            throw Halt.usage("--days " + number + " is no span of time", "Give a number from 1 to " + MAX_DAYS + ".");
        });
        Provision provision = file.isPresent() ? read(file.get()) : ofOptions(now);
        Purposes.unknown(provision).ifPresent(code -> {
            throw Halt.usage(code + " is no purpose", "Give one of " + String.join(", ", Purposes.CODES) + ".");
        });
        return provision;
    }

    private Provision ofOptions(Instant now) {
        Effect effect = deny ? Effect.DENY : Effect.PERMIT;
        Optional<Instant> end = until.or(() -> days.map(number -> now.plus(Duration.ofDays(number))));
        return new Provision(
                effect,
                new Provision.Period(from, end),
                new Provision.Recipients(
                        principals.stream().map(PrincipalId::new).toList(), organisations(organisations), List.of()),
                purposes,
                new Provision.Content(types, List.of(), labels, organisations(authors)),
                Provision.Conditions.NONE,
                exceptions(deny ? Effect.PERMIT : Effect.DENY));
    }

    private List<Provision> exceptions(Effect effect) {
        List<Provision> exceptions = new ArrayList<>();
        if (!exceptTypes.isEmpty()) {
            exceptions.add(exception(effect, new Provision.Content(exceptTypes, List.of(), List.of(), List.of())));
        }
        if (!exceptLabels.isEmpty()) {
            exceptions.add(exception(effect, new Provision.Content(List.of(), List.of(), exceptLabels, List.of())));
        }
        return exceptions;
    }

    private static Provision exception(Effect effect, Provision.Content content) {
        return new Provision(
                effect,
                Provision.Period.ALWAYS,
                Provision.Recipients.ANYONE,
                List.of(),
                content,
                Provision.Conditions.NONE,
                List.of());
    }

    private static List<OrganisationId> organisations(List<String> ids) {
        return ids.stream().map(OrganisationId::new).toList();
    }

    private static Provision read(Path file) {
        try {
            return ApiJson.read(Provision.class, Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw Halt.usage(file + " cannot be read", unreadable.toString());
        }
    }
}
