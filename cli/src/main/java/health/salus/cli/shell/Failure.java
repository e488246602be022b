package health.salus.cli.shell;

import health.salus.client.NodeAnswer;
import health.salus.client.api.ApiJson;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// Says what went wrong and what to do about it.
public final class Failure {

    /// The JSON of an error.
    record Answer(Problem error) {}

    /// @param next what to do
    record Problem(String code, String detail, String next, int exitCode) {}

    /// In JSON, the code of what lies with the command line.
    private static final String HALT = "COMMAND_LINE";

    private Failure() {}

    /// A problem of the table, or a defect of this program.
    public static int show(Shell shell, Exception problem, Optional<ParseResult> parsed) {
        if (problem instanceof Halt halt) {
            return show(
                    shell,
                    new Problem(
                            HALT, halt.detail(), halt.next(), halt.exitCode().number()),
                    parsed);
        }
        if (problem instanceof SalusException refused) {
            String next = NodeAnswer.isBehind(refused) ? ofNode(refused.code()) : ofHere(refused.code());
            int exitCode = ExitCode.of(refused.code()).number();
            return show(shell, new Problem(refused.code().name(), refused.detail(), next, exitCode), parsed);
        }
        if (shell.variable("SALUS_DEBUG").isPresent()) {
            problem.printStackTrace(shell.err());
        }
        Problem defect = new Problem(
                ErrorCode.INTERNAL.name(),
                "a defect of this program: " + problem,
                "Report it with what you typed; SALUS_DEBUG=1 shows where it arose.",
                ExitCode.INTERNAL.number());
        return show(shell, defect, parsed);
    }

    /// The table speaks to programs; who types has commands.
    private static String ofNode(ErrorCode code) {
        return switch (code) {
            case UNAUTHENTICATED ->
                "Log in with salus login, or give --key and --as: the key must be registered for that principal.";
            case UNKNOWN_KEY -> "Check the key's id; salus principal show lists the principal's keys.";
            case WRONG_NETWORK ->
                "The node is of another network than the members that you trust: see --url and --trust.";
            case INSUFFICIENT_SCOPE ->
                "Log in as somebody who may do this, or ask for less; what a token lets one do is in its scopes.";
            case UNKNOWN_PRINCIPAL -> "Check the name; salus principal enrol registers somebody.";
            case UNKNOWN_ORGANISATION -> "Check the name; salus organisation list has those that are registered.";
            case UNKNOWN_SUBJECT -> "Check the pseudonym; salus patient find has it, salus patient enrol makes one.";
            case NO_CARE_RELATION -> "Let who cares for the patient open the relation: salus patient care open.";
            default -> code.nextStep();
        };
    }

    /// What arose on this side is no matter of the node's.
    private static String ofHere(ErrorCode code) {
        return switch (code) {
            case CONFIGURATION -> "Correct what the message names, and try again.";
            case ALREADY_EXISTS -> "Use what is there, or choose another name; nothing was replaced.";
            case STORAGE_FAILED -> "Check that the file can be read and written here, and that its disk has room.";
            case MALFORMED -> "Check that what the message names is the right file or value.";
            case UNREACHABLE -> "Start the node (salus network start HOME), or name another one with --url.";
            case NOT_FINAL_YET -> "Ask for it later with salus receipt get TRANSACTION; it may be decided meanwhile.";
            default -> ofNode(code);
        };
    }

    private static int show(Shell shell, Problem problem, Optional<ParseResult> parsed) {
        if (parsed.filter(Failure::wantsJson).isPresent()) {
            shell.out().println(ApiJson.pretty(new Answer(problem)));
        } else {
            boolean plain = problem.code().equals(HALT);
            shell.err().println("salus: " + (plain ? "" : problem.code() + ": ") + problem.detail());
            shell.err().println("  " + problem.next());
        }
        return problem.exitCode();
    }

    private static boolean wantsJson(ParseResult parsed) {
        ParseResult deepest = parsed;
        while (deepest.hasSubcommand()) {
            deepest = deepest.subcommand();
        }
        return deepest.hasMatchedOption("--json");
    }

    /// A command line that cannot be understood.
    public static int usage(Shell shell, CommandLine.ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        shell.err().println("salus: " + problem.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(problem, shell.err());
        shell.err().println("  See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.number();
    }
}
