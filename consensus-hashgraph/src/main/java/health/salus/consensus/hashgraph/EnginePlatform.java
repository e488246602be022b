package health.salus.consensus.hashgraph;

import com.swirlds.component.framework.wires.input.NoInput;
import com.swirlds.platform.system.Platform;
import com.swirlds.platform.system.state.notifications.IssListener;
import org.hiero.consensus.gossip.GossipModule;
import org.hiero.consensus.model.notification.IssNotification;

/// An engine, put together but not started.
record EnginePlatform(Platform platform, GossipModule gossip) {

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

    /// Hangs up on the peers first: the engine's own way to stop leaves its sockets open.
    void stop() {
        gossip.stopInputWire().inject(NoInput.getInstance());
        gossip.flush();
        try {
            platform.destroy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
