package health.salus.cli.shell;

import health.salus.client.api.ApiJson;
import java.util.List;
import picocli.CommandLine.Option;

/// The way a command answers: in words, or with one JSON object.
public final class Output {

    @Option(
            names = "--json",
            description = "Answer with one JSON object on standard output; errors as well, in its member 'error'.")
    private boolean json;

    public boolean isJson() {
        return json;
    }

    public int show(Shell shell, Record answer, List<String> words) {
        return show(shell, answer, words, ExitCode.OK);
    }

    public int show(Shell shell, Record answer, List<String> words, ExitCode code) {
        if (json) {
            shell.out().println(ApiJson.pretty(answer));
        } else {
            words.forEach(shell.out()::println);
        }
        shell.out().flush();
        return code.number();
    }

    /// News on the way to the answer: for people, so beside the JSON.
    public void tell(Shell shell, String line) {
        (json ? shell.err() : shell.out()).println(line);
    }
}
