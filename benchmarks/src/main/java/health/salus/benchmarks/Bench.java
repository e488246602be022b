package health.salus.benchmarks;

import health.salus.benchmarks.node.DecisionFigures;
import health.salus.benchmarks.node.NodeFigures;
import health.salus.benchmarks.node.StartFigures;
import health.salus.benchmarks.proof.ReceiptFigures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `./salus bench`: measures what issue and users ask for, each figure beside what the bare machine does in the same
/// run, and writes docs/performance.md.
public final class Bench {

    private static final int RUNS = 5;
    private static final int WARM_UPS = 8;
    private static final int QUICK_RUNS = 3;
    private static final int QUICK_WARM_UPS = 3;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        if (given.contains("--help")) {
            System.out.println("""
                    salus bench [--quick] [--data FOLDER]
                    salus bench --starts
                    salus bench --receipts
                    salus bench --decisions MEMBERS
                      Measures imports, sessions, reads and starts of nodes on this machine, with the bare limits beside
                      them, and writes docs/performance.md. Takes some ten minutes, with --quick five.
                      With --starts, --receipts or --decisions (how much and how soon so many members decide, some
                      two minutes) only these, which are printed, and nothing is written.
                      FOLDER holds Synthea's bundles (default: ../shared/data/synthea).

                    Example:  salus bench --quick""");
            return;
        }
        boolean quick = given.contains("--quick");
        Path project =
                Path.of(System.getProperty("salus.home", ".")).toAbsolutePath().normalize();
        if (given.contains("--starts")) {
            new StartFigures(project, RUNS).measure().forEach(figure -> System.out.println(figure.row()));
            System.exit(0);
        }
        if (given.contains("--receipts")) {
            new ReceiptFigures(RUNS).measure().forEach(figure -> System.out.println(figure.row()));
            System.exit(0);
        }
        Optional<String> members = option(given, "--decisions");
        if (members.isPresent()) {
            new DecisionFigures(Integer.parseInt(members.get()))
                    .measure()
                    .forEach(figure -> System.out.println(figure.row()));
            System.exit(0);
        }
        Path data = option(given, "--data")
                .map(Path::of)
                .orElseGet(
                        () -> project.resolveSibling("shared").resolve("data").resolve("synthea"));
        if (!Files.isDirectory(data)) {
            System.err.println("no folder " + data + "; name one of Synthea's bundles with --data");
            System.exit(2);
        }
        double load = Machine.load();
        List<Figure> figures = new ArrayList<>();
        figures.addAll(bare());
        figures.addAll(new ReceiptFigures(quick ? QUICK_RUNS : RUNS).measure());
        figures.addAll(new NodeFigures(data, quick ? QUICK_RUNS : RUNS, quick ? QUICK_WARM_UPS : WARM_UPS).measure());
        figures.addAll(new StartFigures(project, quick ? QUICK_RUNS : RUNS).measure());
        Path page = project.resolve("docs").resolve("performance.md");
        new PerformancePage("./salus bench" + (quick ? " --quick" : ""), load).write(page, figures);
        figures.forEach(figure -> System.out.println(figure.row()));
        System.out.println("written to " + page);
        System.exit(0);
    }

    private static List<Figure> bare() {
        return List.of(
                alone("SHA-256 over 4 KiB, one core", "MB/s", Limits.hashing()),
                alone("Ed25519 verification, one core", "/s", Limits.verifying()));
    }

    private static Figure alone(String name, String unit, double value) {
        return new Figure(name, unit, List.of(value), Optional.empty(), Optional.empty());
    }

    private static Optional<String> option(List<String> given, String name) {
        int at = given.indexOf(name);
        return at < 0 || at + 1 >= given.size() ? Optional.empty() : Optional.of(given.get(at + 1));
    }
}
