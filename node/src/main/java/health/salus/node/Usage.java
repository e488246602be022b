package health.salus.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Help for the commands that the launcher sends here.
final class Usage {

    private static final String ALL = """
            Usage: salus start|demo|fsck|rule check ...
            These commands run a node or its contracts; each has its --help. All others: salus --help.""";

    private static final Map<String, String> OF_COMMAND = Map.of("start", """
            Usage: salus start [CONFIG]
            Run the node that CONFIG describes (default: node.properties here), until it is interrupted.
            A home with such a file is made by: salus member init.

            Example:
              salus start /srv/salus/node.properties""", "demo", """
            Usage: salus demo [--network] [--exit]
            Tell the story of a patient's record on a node of its own, step by step, and stay up.
              --network   on four members in four processes, with hashgraph consensus
              --exit      end after the story; exit code 1 when a step did not hold

            Example:
              salus demo --network""", "fsck", """
            Usage: salus fsck [CONFIG]
            Check everything that the node of CONFIG keeps, while it is stopped: the log, the state, each piece.
            Exit code 4 when something is wrong.

            Example:
              salus fsck /srv/salus/node.properties""", "rule", """
            Usage: salus rule check [--json] FILE
            Check a rule of the consortium before it is proposed, offline: its form, its types, its tests, its cost.
            FILE is JSON, as docs/formats/rule-file.md has it. Exit code 1 when the members would refuse it.
              --json      answer with one JSON object

            Example:
              salus rule check samples/rules/break-glass.json""");

    private Usage() {}

    static String all() {
        return ALL;
    }

    /// The help that was asked for, if it was.
    static Optional<String> asked(String command, List<String> arguments) {
        boolean asked = arguments.contains("--help") || arguments.contains("-h");
        return asked ? Optional.of(OF_COMMAND.getOrDefault(command, ALL)) : Optional.empty();
    }
}
