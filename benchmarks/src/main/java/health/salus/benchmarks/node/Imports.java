package health.salus.benchmarks.node;

import health.salus.benchmarks.node.RealBundles.Bundle;
import health.salus.simulator.process.NodeProcesses;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Bulk import: patients' bundles posted by several clients at once, each answered when its records are durable and
/// final. On a network every member imports its share.
final class Imports {

    /// A client at a time would leave the machine waiting for its own answers; fewer than six a member, for consensus:
    /// with four, a fifth of the processors' time was left.
    private static final int CLIENTS = 8;

    private static final int CLIENTS_A_MEMBER = 6;

    /// How often a run imports the folder: at the end of each run a core waits for the last bundle, which should not
    /// count for much.
    static final int COPIES = 3;

    private final NodeProcesses nodes;
    private final RealBundles bundles;
    private int pass;

    Imports(NodeProcesses nodes, RealBundles bundles) {
        this.nodes = nodes;
        this.bundles = bundles;
        for (int member = 0; member < nodes.count(); member++) {
            for (Bundle bundle : bundles.directory()) {
                String key = "directory-" + member + "-" + bundle.json().length();
                nodes.client(member).fhir().bundle(bundle.json(), key);
            }
        }
    }

    /// Imports every patient a few times more, as new patients.
    ///
    /// @return resources/s
    double run() throws InterruptedException, ExecutionException {
        pass++;
        Queue<Bundle> work = new ConcurrentLinkedQueue<>();
        for (int copy = 0; copy < COPIES; copy++) {
            work.addAll(bundles.patients());
        }
        int clients = Math.max(CLIENTS, CLIENTS_A_MEMBER * nodes.count());
        List<Future<?>> running = new ArrayList<>();
        long begun = System.nanoTime();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                int client = i;
                running.add(executor.submit(() -> post(client, work)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        return COPIES * bundles.resources() * 1e9 / (System.nanoTime() - begun);
    }

    private void post(int client, Queue<Bundle> work) {
        int count = 0;
        for (Bundle next = work.poll(); next != null; next = work.poll()) {
            String key = "pass-" + pass + "-client-" + client + "-" + count++;
            nodes.client(client % nodes.count()).fhir().bundle(next.json(), key);
        }
    }
}
