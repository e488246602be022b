package health.salus.vault.segment;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// A bounded stock of workspaces. Virtual threads come by the thousand and each would fill a thread-local of its own;
/// here they wait for one of as many workspaces as there are processors, which is all that can run at once anyway.
final class Workspaces {

    private final Semaphore free;
    private final ConcurrentLinkedDeque<Workspace> idle = new ConcurrentLinkedDeque<>();

    Workspaces(int limit) {
        this.free = new Semaphore(limit);
    }

    static Workspaces onePerProcessor() {
        return new Workspaces(Runtime.getRuntime().availableProcessors());
    }

    <T> T with(Function<Workspace, T> work) {
        free.acquireUninterruptibly();
        try {
            Workspace workspace = idle.pollFirst();
            if (workspace == null) {
                workspace = new Workspace();
            }
            try {
                return work.apply(workspace);
            } finally {
                workspace.wipe();
                idle.addFirst(workspace);
            }
        } finally {
            free.release();
        }
    }
}
