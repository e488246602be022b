package health.salus.benchmarks.node;

import com.sun.management.OperatingSystemMXBean;
import health.salus.benchmarks.node.RealBundles.Bundle;
import health.salus.client.SalusClient;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Bulk import: patients' bundles posted by several clients at once, each answered when its records are durable and
/// final.
public final class ImportMeasurement {

    private static final int CLIENTS = 4;
    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ImportMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        RealBundles bundles = RealBundles.in(Path.of(arguments[0]));
        int passes = Integer.parseInt(arguments[1]);
        Path home = Files.createTempDirectory("salus-bench");
        try (MeasuredNode node = new MeasuredNode(home);
                SalusClient client = node.practitioner("dr.bench")) {
            run(bundles, client, passes, System.out);
        }
    }

    static void run(RealBundles bundles, SalusClient client, int passes, PrintStream out)
            throws InterruptedException, ExecutionException {
        int attempt = 0;
        for (Bundle bundle : bundles.directory()) {
            client.fhir().bundle(bundle.json(), "directory-" + attempt++);
        }
        for (int pass = 0; pass < passes; pass++) {
            Queue<Bundle> work = new ConcurrentLinkedQueue<>(bundles.patients());
            long cpu = CPU.getProcessCpuTime();
            long begun = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < CLIENTS; i++) {
                    String name = "pass-" + pass + "-client-" + i + "-";
                    running.add(clients.submit(() -> post(client, work, name)));
                }
            }
            for (Future<?> each : running) {
                each.get();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            double cpuSeconds = (CPU.getProcessCpuTime() - cpu) / 1e9;
            out.printf(
                    Locale.ROOT,
                    "import: %,.0f resources/s, %.1f MB/s; %.1f us of a core a resource%n",
                    bundles.resources() / seconds,
                    bundles.bytes() / seconds / 1e6,
                    cpuSeconds * 1e6 / bundles.resources());
        }
    }

    private static void post(SalusClient client, Queue<Bundle> work, String name) {
        int count = 0;
        for (Bundle next = work.poll(); next != null; next = work.poll()) {
            client.fhir().bundle(next.json(), name + count++);
        }
    }
}
