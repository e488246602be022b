package health.salus.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What the figures were taken on, and how busy it was with other things.
final class Machine {

    private Machine() {}

    static String describe() throws IOException {
        String model = "unknown processor";
        Path cpus = Path.of("/proc/cpuinfo");
        if (Files.isReadable(cpus)) {
            model = Files.readAllLines(cpus).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(model);
        }
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %s, Java %s",
                Runtime.getRuntime().availableProcessors(),
                model,
                System.getProperty("os.name"),
                Runtime.version());
    }

    /// Processes that wanted to run in the last minute, our own included.
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
