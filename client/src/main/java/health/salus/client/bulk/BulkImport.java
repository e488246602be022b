package health.salus.client.bulk;

import health.salus.client.Answer;
import health.salus.client.SalusClient;
import health.salus.client.bulk.ImportItem.Shape;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Brings files into a node. Files that others refer to go first, several at a time within a rank; what an earlier run
/// brought in is left out; a node that is down for longer than the client's patience ends the run, to be taken up
/// again.
public final class BulkImport {

    /// More at a time than this gain nothing: the node executes on its own processors.
    public static final int MAX_PARALLEL = 64;

    private final SalusClient client;
    private final ImportJournal journal;
    private final int parallel;
    private final ImportObserver observer;
    private final Tally tally = new Tally();

    public BulkImport(SalusClient client, ImportJournal journal, int parallel, ImportObserver observer) {
        if (parallel < 1 || parallel > MAX_PARALLEL) {
            throw new IllegalArgumentException("1 to " + MAX_PARALLEL + " at a time");
        }
        this.client = client;
        this.journal = journal;
        this.parallel = parallel;
        this.observer = observer;
    }

    /// Told after each item, by several threads, one at a time.
    @FunctionalInterface
    public interface ImportObserver {

        void reached(Progress progress);
    }

    /// How far the import has come.
    public record Progress(long filesDone, long files, long resources, long refusals) {}

    public ImportReport run(List<Path> paths) {
        List<ImportFile> files = new ArrayList<>();
        for (Path path : paths) {
            try {
                files.add(ImportFile.of(path));
            } catch (SalusException unreadable) {
                tally.refuse(new ImportReport.Refusal(path.toString(), unreadable.code(), unreadable.detail()));
            }
        }
        tally.expect(paths.size());
        for (Rank rank : Rank.values()) {
            importAll(files.stream().filter(file -> file.rank() == rank).toList());
        }
        return tally.report();
    }

    private void importAll(List<ImportFile> files) {
        Semaphore slots = new Semaphore(parallel);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ImportFile file : files) {
                slots.acquireUninterruptibly();
                workers.execute(() -> {
                    try {
                        importFile(file);
                    } finally {
                        slots.release();
                    }
                });
            }
        }
    }

    private void importFile(ImportFile file) {
        if (tally.isStopped()) {
            return;
        }
        try {
            file.items(this::importItem);
        } catch (SalusException unreadable) {
            tally.refuse(new ImportReport.Refusal(file.path().toString(), unreadable.code(), unreadable.detail()));
        } catch (RuntimeException defect) {
            tally.stop(new ImportReport.Refusal(file.path().toString(), ErrorCode.INTERNAL, String.valueOf(defect)));
        }
        tally.fileDone(observer);
    }

    private void importItem(ImportItem item) {
        Digest digest = Digest.sha256(item.body());
        if (tally.isStopped()) {
            return;
        }
        if (journal.isAccepted(digest)) {
            tally.skip();
            return;
        }
        try {
            BundleAnswer answer = BundleAnswer.of(item, send(item, "import-" + digest.hex()));
            tally.accept(answer);
            if (answer.refusals().isEmpty()) {
                journal.accept(digest);
            }
        } catch (SalusException refused) {
            ImportReport.Refusal refusal = new ImportReport.Refusal(item.name(), refused.code(), refused.detail());
            if (endsTheRun(refused.code())) {
                tally.stop(refusal);
            } else {
                tally.refuse(refusal);
            }
        }
        tally.tell(observer);
    }

    /// Nothing else would fare better: the node is away, or it does not know the caller.
    private static boolean endsTheRun(ErrorCode code) {
        return switch (code.kind()) {
            case UNAVAILABLE -> true;
            case CALLER -> code == ErrorCode.UNAUTHENTICATED || code == ErrorCode.INSUFFICIENT_SCOPE;
            case REFUSED, INTERNAL -> false;
        };
    }

    private Answer send(ImportItem item, String key) {
        return switch (item.shape()) {
            case Shape.Bundle() -> client.fhir().bundle(item.body(), key);
            case Shape.Identified(String type, String id) ->
                client.fhir().update(type, id, item.body(), Optional.empty(), key);
            case Shape.Nameless(String type) -> client.fhir().create(type, item.body(), key);
        };
    }

    /// Counts; every method holds the monitor.
    private static final class Tally {

        private long files;
        private long filesDone;
        private long items;
        private long resources;
        private long skipped;
        private final List<ImportReport.Refusal> refusals = new ArrayList<>();
        private Optional<ImportReport.Refusal> stopped = Optional.empty();

        synchronized void expect(long number) {
            files = number;
        }

        synchronized void accept(BundleAnswer answer) {
            items++;
            resources += answer.accepted();
            refusals.addAll(answer.refusals());
        }

        synchronized void skip() {
            skipped++;
        }

        synchronized void refuse(ImportReport.Refusal refusal) {
            refusals.add(refusal);
        }

        synchronized void stop(ImportReport.Refusal reason) {
            if (stopped.isEmpty()) {
                stopped = Optional.of(reason);
            }
        }

        synchronized boolean isStopped() {
            return stopped.isPresent();
        }

        synchronized void fileDone(ImportObserver observer) {
            filesDone++;
            tell(observer);
        }

        synchronized void tell(ImportObserver observer) {
            observer.reached(new Progress(filesDone, files, resources, refusals.size()));
        }

        synchronized ImportReport report() {
            return new ImportReport(files, items, resources, skipped, List.copyOf(refusals), stopped);
        }
    }
}
