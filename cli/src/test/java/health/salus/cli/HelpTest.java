package health.salus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

    private static final Typist TYPIST = new Typist(Path.of("nowhere"));

    static Stream<List<String>> commands() {
        List<List<String>> found = new ArrayList<>();
        collect(line(), List.of(), found);
        return found.stream();
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> found) {
        found.add(path);
        command.getSubcommands().forEach((name, subcommand) -> {
            if (!name.equals("help")) {
                List<String> longer = new ArrayList<>(path);
                longer.add(name);
                collect(subcommand, List.copyOf(longer), found);
            }
        });
    }

    private static CommandLine line() {
        return Main.commandLine(TYPIST.shell(new ByteArrayOutputStream(), new ByteArrayOutputStream()));
    }

    private static CommandLine at(List<String> path) {
        CommandLine command = line();
        for (String name : path) {
            command = Objects.requireNonNull(command.getSubcommands().get(name));
        }
        return command;
    }

    @Test
    void everyCommandOfTheIssueIsThere() {
        assertThat(commands().map(path -> String.join(" ", path)))
                .contains(
                        "status",
                        "login",
                        "key generate",
                        "key show",
                        "import",
                        "record get",
                        "record put",
                        "record search",
                        "record history",
                        "consent give",
                        "consent list",
                        "consent withdraw",
                        "consent sign",
                        "access list",
                        "access open",
                        "receipt get",
                        "receipt show",
                        "verify",
                        "member init",
                        "member card",
                        "network create",
                        "network genesis sign",
                        "network start",
                        "network status",
                        "network stop");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpSaysWhatItDoesWithAnExample(List<String> path) {
        List<String> arguments = new ArrayList<>(path);
        arguments.add("--help");

        Typist.Ended ended = TYPIST.type(arguments.toArray(String[]::new));

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).startsWith("Usage: salus").contains("Example:\n  salus ");
        assertThat(ended.out().lines()).allMatch(line -> line.length() <= 100 || line.startsWith("  salus "));
        assertThat(ended.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void examplesCanBeTyped(List<String> path) {
        String[] footer = at(path).getCommandSpec().usageMessage().footer();
        List<String> examples = Arrays.stream(footer)
                .filter(text -> text.startsWith("  salus "))
                .toList();

        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            String[] arguments = words(example.strip().substring("salus ".length()));
            // Parsing throws when the example is wrong.
            CommandLine.ParseResult parsed = line().parseArgs(arguments);
            assertThat(parsed.unmatched()).isEmpty();
            assertThat(example).startsWith("  salus " + String.join(" ", path.subList(0, Math.min(1, path.size()))));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandThatDoesSomethingAnswersInJson(List<String> path) {
        CommandLine command = at(path);
        if (command.getSubcommands().isEmpty()) {
            assertThat(command.getCommandSpec().findOption("--json"))
                    .as(path.toString())
                    .isNotNull();
        }
    }

    @Test
    void aMistakeGetsASuggestionAndAWayToHelp() {
        Typist.Ended ended = TYPIST.type("consent", "withdraws");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .contains("withdraws")
                .contains("consent withdraw")
                .contains("See: salus consent --help");
    }

    @Test
    void aMissingArgumentIsNamed() {
        Typist.Ended ended = TYPIST.type("access", "open", "s1");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--purpose").contains("See: salus access open --help");
    }

    @Test
    void nothingAtAllShowsTheWay() {
        assertThat(TYPIST.type().err()).contains("See: salus --help");
    }

    /// Splits at blanks, but not between quotes, as a shell does.
    private static String[] words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words.stream().filter(each -> !each.isEmpty()).toArray(String[]::new);
    }
}
