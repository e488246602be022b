package health.salus.cli.shell;

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
            return show(shell, refused.code(), refused.detail(), parsed);
        }
        if (shell.variable("SALUS_DEBUG").isPresent()) {
            problem.printStackTrace(shell.err());
        }
        return show(shell, ErrorCode.INTERNAL, "a defect of this program: " + problem, parsed);
    }

    private static int show(Shell shell, ErrorCode code, String detail, Optional<ParseResult> parsed) {
        String next = code == ErrorCode.UNAUTHENTICATED
                ? "Log in with salus login, or name a key with --key and --as."
                : code.nextStep();
        return show(
                shell, new Problem(code.name(), detail, next, ExitCode.of(code).number()), parsed);
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
