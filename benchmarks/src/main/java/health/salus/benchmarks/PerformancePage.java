package health.salus.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes the measured part of docs/performance.md. What people wrote around it, such as why a figure falls short,
/// stays.
final class PerformancePage {

    private static final String BEGIN = "<!-- measured: written by ./salus bench -->";
    private static final String END = "<!-- end of what was measured -->";

    private final String command;
    private final double loadBefore;

    PerformancePage(String command, double loadBefore) {
        this.command = command;
        this.loadBefore = loadBefore;
    }

    void write(Path page, List<Figure> figures) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(BEGIN);
        lines.add("");
        lines.add("Taken " + LocalDate.now(ZoneOffset.UTC) + " with `" + command + "` on " + Machine.describe() + ".");
        lines.add(String.format(
                Locale.ROOT,
                "Load average before the run %.1f, after it %.1f; above the number of cores before, others had the machine"
                        + " too.",
                loadBefore,
                Machine.load()));
        lines.add("");
        lines.add("| Figure | Unit | Median | Runs | Asked | | Bare limit in the same run |");
        lines.add("|---|---|---|---|---|---|---|");
        figures.forEach(figure -> lines.add(figure.row()));
        lines.add("");
        lines.add(END);
        Files.writeString(page, merged(page, String.join("\n", lines)));
    }

    private static String merged(Path page, String measured) throws IOException {
        if (!Files.exists(page)) {
            return "# Performance\n\n" + measured + "\n";
        }
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        return begin < 0 || end < begin
                ? text + "\n" + measured + "\n"
                : text.substring(0, begin) + measured + text.substring(end + END.length());
    }
}
