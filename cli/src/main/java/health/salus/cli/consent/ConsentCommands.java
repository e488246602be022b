package health.salus.cli.consent;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Signature;
import health.salus.cli.shell.SubjectOption;
import health.salus.client.SalusClient;
import health.salus.client.api.Consent;
import health.salus.client.command.ConsentCommand.GiveConsent;
import health.salus.client.command.ConsentCommand.WithdrawConsent;
import health.salus.client.command.Provision;
import health.salus.client.command.TransactionText;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Consents.
@Command(
        name = "consent",
        description = "Permit and withdraw, with your own key, and prove what was permitted.",
        subcommands = {
            ConsentCommands.Give.class,
            ConsentCommands.ListConsents.class,
            ConsentCommands.Withdraw.class,
            ConsentCommands.Sign.class,
            ProofCommands.Prove.class,
            ProofCommands.Check.class
        },
        footer = {"", "Example:", "  salus consent give --to nash --purpose TREAT --days 30"})
public final class ConsentCommands {

    private static final int ID_BYTES = 8;

    private ConsentCommands() {}

    private static Consent find(SalusClient client, SubjectId subject, String id) {
        return client.consents(subject).items().stream()
                .filter(consent -> consent.consent().equals(id))
                .findFirst()
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_CONSENT, "the patient has no consent " + id));
    }

    /// Gives a consent.
    @Command(
            name = "give",
            description = {
                "Permit (or forbid) reading. What you sign is made and shown here, and waits until it is final.",
                "Staff attest a paper that the patient signed with --paper."
            },
            footer = {"", "Example:", "  salus consent give --to nash --purpose TREAT --days 30 --except-label HIV"})
    static final class Give implements Callable<Integer> {

        private final Shell shell;

        @ArgGroup(validate = false, heading = Terms.HEADING)
        private Terms terms = new Terms();

        @Option(
                names = "--id",
                paramLabel = "ID",
                description = "A consent to give a further version of (default: a new one).")
        private Optional<String> id = Optional.empty();

        @Mixin
        private final Signing signing = new Signing();

        Give(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Provision provision = terms.provision(shell.surroundings().time().now());
            try (SalusClient client = signing.client(shell)) {
                SubjectId whose = signing.subject(client);
                long version =
                        id.map(known -> find(client, whose, known).latest() + 1).orElse(1L);
                String consent = id.orElseGet(
                        () -> shell.surroundings().random().octets(ID_BYTES).hex());
                GiveConsent give = new GiveConsent(consent, whose, version, provision, signing.evidence());
                Signature.Answer answer = signing.sign(shell, client, give);
                return signing.show(shell, new Given(consent, version, answer), words(consent, answer));
            }
        }

        private static List<String> words(String consent, Signature.Answer answer) {
            List<String> lines = new ArrayList<>(answer.words());
            lines.add("withdraw it with: salus consent withdraw " + consent);
            return lines;
        }
    }

    /// A consent that was given.
    record Given(String consent, long version, Signature.Answer transaction) {}

    /// A consent that was withdrawn.
    record Withdrawn(String consent, Signature.Answer transaction) {}

    /// Lists consents.
    @Command(
            name = "list",
            description = "List the consents of a patient: in force, drafts, and withdrawn ones.",
            footer = {"", "Example:", "  salus consent list"})
    static final class ListConsents implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final SubjectOption subject = new SubjectOption();

        @Mixin
        private final Dialogue dialogue = new Dialogue();

        ListConsents(Shell shell) {
            this.shell = shell;
        }

        record Answer(SubjectId subject, List<Consent> items) {}

        @Override
        public Integer call() {
            try (SalusClient client = dialogue.client(shell)) {
                SubjectId whose = subject.in(client);
                Answer answer = new Answer(whose, client.consents(whose).items());
                List<String> lines = new ArrayList<>();
                answer.items().forEach(consent -> describe(consent, lines));
                return dialogue.show(
                        shell, answer, lines.isEmpty() ? List.of("no consents: nobody else may read") : lines);
            }
        }

        private static void describe(Consent consent, List<String> lines) {
            consent.inForce().ifPresent(version -> {
                lines.add(consent.consent() + " in force, version " + version.version() + ", given " + version.given()
                        + " by " + version.givenBy() + (version.evidence().equals("paper") ? " on paper" : ""));
                lines.addAll(TransactionText.provision(version.root()));
            });
            consent.draft().ifPresent(version -> {
                lines.add(consent.consent() + " draft of version " + version.version()
                        + ", without effect until it is signed: salus consent sign " + consent.consent());
                lines.addAll(TransactionText.provision(version.root()));
            });
            consent.withdrawn().ifPresent(time -> lines.add(consent.consent() + " withdrawn " + time));
        }
    }

    /// Withdraws a consent.
    @Command(
            name = "withdraw",
            description = "Withdraw a consent. Sessions that rest on it end with the next round.",
            footer = {"", "Example:", "  salus consent withdraw 5f0c9a1b2d3e4f60"})
    static final class Withdraw implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "CONSENT", description = "The consent's id.")
        private String consent = "";

        @Mixin
        private final Signing signing = new Signing();

        Withdraw(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = signing.client(shell)) {
                WithdrawConsent withdraw = new WithdrawConsent(consent, signing.subject(client), signing.evidence());
                Signature.Answer answer = signing.sign(shell, client, withdraw);
                return signing.show(shell, new Withdrawn(consent, answer), answer.words());
            }
        }
    }

    /// Signs a draft.
    @Command(
            name = "sign",
            description = {
                "Put a draft in force that somebody prepared, such as a FHIR Consent that an application posted.",
                "You sign its whole terms as they are shown here, as a further version, and not a mere reference."
            },
            footer = {"", "Example:", "  salus consent sign 5f0c9a1b2d3e4f60"})
    static final class Sign implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "CONSENT", description = "The consent's id.")
        private String consent = "";

        @Mixin
        private final Signing signing = new Signing();

        Sign(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (SalusClient client = signing.client(shell)) {
                SubjectId whose = signing.subject(client);
                Consent known = find(client, whose, consent);
                Consent.Version draft = known.draft()
                        .orElseThrow(() ->
                                new SalusException(ErrorCode.UNKNOWN_CONSENT, "consent " + consent + " has no draft"));
                long version = known.latest() + 1;
                GiveConsent give = new GiveConsent(consent, whose, version, draft.root(), signing.evidence());
                Signature.Answer answer = signing.sign(shell, client, give);
                return signing.show(shell, new Given(consent, version, answer), answer.words());
            }
        }
    }
}
