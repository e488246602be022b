package health.salus.cli;

import health.salus.cli.shell.Failure;
import health.salus.cli.shell.Questions;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Terminal;
import health.salus.client.ClientConfig.Surroundings;
import health.salus.crypto.SystemRandomSource;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The command line's program.
public final class Main {

    private static final int USAGE_COLUMNS = 100;

    private Main() {}

    public static void main(String[] arguments) {
        boolean training = arguments.length == 2 && arguments[0].equals("train");
        int code = training ? Training.run(Path.of(arguments[1])) : run(shellOfProcess(), arguments);
        System.out.flush();
        System.exit(code);
    }

    /// Runs one command line and answers with its exit code.
    public static int run(Shell shell, String... arguments) {
        return commandLine(shell).execute(arguments);
    }

    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new SalusCommand(), new CommandFactory(shell));
        line.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(shell.terminal().colours() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(USAGE_COLUMNS);
        line.setAbbreviatedOptionsAllowed(false);
        describe(line);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(
                (problem, _, parsed) -> Failure.show(shell, problem, Optional.ofNullable(parsed)));
        line.setParameterExceptionHandler((problem, _) -> Failure.usage(shell, problem));
        return line;
    }

    /// Help lists options in the order of their declaration, by subject.
    private static void describe(CommandLine line) {
        line.getCommandSpec().usageMessage().abbreviateSynopsis(true).sortOptions(false);
        line.getSubcommands().values().forEach(Main::describe);
    }

    private static Shell shellOfProcess() {
        return new Shell(
                System.out,
                System.err,
                new Keyboard(),
                Terminal.of(System.getenv()),
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                new Surroundings(Instant::now, new SystemRandomSource(), Thread::sleep));
    }

    /// The person at the console, if there is one.
    private static final class Keyboard implements Questions {

        private static Optional<Console> console() {
            return Optional.ofNullable(System.console()).filter(Console::isTerminal);
        }

        @Override
        public Optional<String> line(String question) {
            return console().map(console -> console.readLine("%s", question));
        }

        @Override
        public Optional<char[]> secret(String question) {
            return console().map(console -> console.readPassword("%s", question));
        }
    }
}
