package health.salus.consensus.hashgraph;

import com.swirlds.component.framework.wires.input.NoInput;
import com.swirlds.platform.system.Platform;
import com.swirlds.platform.system.state.notifications.IssListener;
import com.swirlds.platform.wiring.PlatformComponents;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hiero.consensus.model.notification.IssNotification;

/// An engine, put together but not started.
record EnginePlatform(Platform platform, PlatformComponents components) {

    /// A state that takes longer is left to the next start, which then replays a little more.
    private static final Duration STATE_PATIENCE = Duration.ofSeconds(10);

    private static final Duration GOSSIP_PATIENCE = Duration.ofSeconds(20);

    /// Returns when the events on its disk are replayed, and rounds with them.
    void start() {
        platform.start();
    }

    /// Calls back if the members do not agree with this node on the state after a round.
    void onDivergence(Runnable task) {
        platform.getNotificationEngine().register(IssListener.class, notification -> {
            if (notification.getIssType() != IssNotification.IssType.OTHER_ISS) {
                task.run();
            }
        });
    }

    /// Hangs up on the peers, and lets a state that is on its way to the disk get there: the engine's own way to stop
    /// does neither. Neither is waited for without end: whoever floods the port must not keep a member from
    /// closing.
    void stop() {
        components.gossipModule().stopInputWire().inject(NoInput.getInstance());
        await("hanging up", GOSSIP_PATIENCE, components.gossipModule()::flush);
        // A state that is not there by then was on its way under another name.
        await("last states", STATE_PATIENCE, () -> {
            components.transactionHandlerWiring().flush();
            components.stateHasherWiring().flush();
            components.stateSnapshotManagerWiring().flush();
        });
        try {
            platform.destroy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(String name, Duration patience, Runnable flushing) {
        FutureTask<Boolean> task = new FutureTask<>(flushing, true);
        Thread.ofPlatform().daemon().name(name).start(task);
        try {
            task.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // What does not come in time does not count.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
