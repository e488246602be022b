package health.salus.consensus.hashgraph;

import static com.swirlds.platform.builder.internal.StaticPlatformBuilder.getMetricsProvider;
import static com.swirlds.platform.builder.internal.StaticPlatformBuilder.setupGlobalMetrics;
import static org.hiero.consensus.concurrent.manager.AdHocThreadManager.getStaticThreadManager;

import com.hedera.hapi.node.base.SemanticVersion;
import com.hedera.hapi.node.state.roster.Roster;
import com.swirlds.base.time.Time;
import com.swirlds.common.context.PlatformContext;
import com.swirlds.config.api.Configuration;
import com.swirlds.metrics.api.Metrics;
import com.swirlds.platform.builder.ConsensusModuleBuilder;
import com.swirlds.platform.builder.PlatformBuilder;
import com.swirlds.platform.builder.PlatformComponentBuilder;
import com.swirlds.platform.state.signed.StartupStateUtils;
import com.swirlds.platform.state.snapshot.SignedStateFileReader;
import com.swirlds.platform.system.Platform;
import com.swirlds.platform.util.BootstrapUtils;
import com.swirlds.state.merkle.VirtualMapState;
import com.swirlds.state.merkle.VirtualMapStateLifecycleManager;
import com.swirlds.state.spi.CommittableWritableStates;
import com.swirlds.state.spi.WritableStates;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.Map;
import org.hiero.base.file.FileSystemManager;
import org.hiero.consensus.config.PathsConfig;
import org.hiero.consensus.event.intake.EventIntakeModule;
import org.hiero.consensus.io.RecycleBin;
import org.hiero.consensus.io.RecycleBinImpl;
import org.hiero.consensus.model.node.NodeId;
import org.hiero.consensus.roster.RosterHistory;
import org.hiero.consensus.roster.RosterStateId;
import org.hiero.consensus.roster.WritableRosterStore;
import org.hiero.consensus.state.signed.ReservedSignedState;

/// Puts an engine together, from the state on its disk or from nothing.
final class PlatformFactory {

    /// Names in the engine's directories; never shown.
    private static final String APPLICATION = "salus";

    /// Of the engine's state, not of Salus: a change means that old states are converted.
    private static final int STATE_VERSION = 1;

    private final HashgraphConfig config;
    private final HashgraphKeys keys;
    private final Configuration properties;
    private final NodeId self;

    /// Peers compare it when they connect: with the epoch in it, who is still in another one is refused, and cannot
    /// make this engine believe that it has fallen behind.
    private final SemanticVersion version;

    PlatformFactory(HashgraphConfig config, HashgraphKeys keys, Map<String, String> experiments) {
        this.config = config;
        this.keys = keys;
        this.properties = EngineProperties.of(config, experiments);
        this.self = NodeId.of(config.selfMember().nodeId());
        this.version = SemanticVersion.newBuilder()
                .major(STATE_VERSION)
                .minor((int) config.network().start().number())
                .build();
    }

    /// One at a time: the engines of a process share registries, which two that are put together at once confuse.
    EnginePlatform create(Execution execution, OrderedRounds rounds, DiskRoom room) {
        synchronized (PlatformFactory.class) {
            BootstrapUtils.setupConstructableRegistry();
            setupGlobalMetrics(properties);
            Metrics metrics = getMetricsProvider().createPlatformMetrics(self);
            try {
                return create(execution, rounds, room, metrics);
            } catch (RuntimeException failed) {
                forgetMetrics();
                throw failed;
            }
        }
    }

    /// What an engine leaves registered keeps the next one of the same number from being opened.
    private void forgetMetrics() {
        try {
            getMetricsProvider().removePlatformMetrics(self);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private EnginePlatform create(Execution execution, OrderedRounds rounds, DiskRoom room, Metrics metrics) {
        Time time = Time.getCurrent();
        PathsConfig paths = properties.getConfigData(PathsConfig.class);
        FileSystemManager files = new FileSystemManager(paths.savedStateDir(), paths.tmpDir());
        RecycleBin bin = RecycleBinImpl.create(metrics, properties, getStaticThreadManager(), time, files, self);
        PlatformContext context = PlatformContext.create(properties, time, metrics, files, bin);
        VirtualMapStateLifecycleManager states = new VirtualMapStateLifecycleManager(metrics, time, properties, files);

        String network = config.network().network().value();
        ReservedSignedState initial = StartupStateUtils.loadInitialState(
                        bin, version, APPLICATION, network, self, context, states)
                .state();
        RosterHistory rosters = adoptRoster(initial);
        PlatformComponentBuilder components = PlatformBuilder.create(
                        APPLICATION, network, version, initial, rounds, self, self.toString(), rosters, states)
                .withPlatformContext(context)
                .withConfiguration(properties)
                .withKeysAndCerts(keys.keysAndCerts())
                .withExecutionLayer(execution)
                .withStaleEventCallback(execution::resubmit)
                .withEventIntakeModule(
                        new RoomyIntake(ConsensusModuleBuilder.createModule(EventIntakeModule.class, properties), room))
                .buildComponentBuilder();
        Platform platform = components.build();
        return new EnginePlatform(platform, components.getBuildingBlocks().platformComponents());
    }

    /// The members that the network began with are in the engine's state and are not changed behind its back.
    private RosterHistory adoptRoster(ReservedSignedState initial) {
        VirtualMapState state = initial.get().getState();
        SignedStateFileReader.registerServiceStates(state);
        WritableStates writable = state.getWritableStates(RosterStateId.SERVICE_NAME);
        WritableRosterStore store = new WritableRosterStore(writable);
        Roster roster = Rosters.of(config.network());
        if (initial.get().isGenesisState()) {
            store.putActiveRoster(roster, 0);
            ((CommittableWritableStates) writable).commit();
        } else if (!roster.equals(store.getActiveRoster())) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    "the members of " + config.network().network() + " are not those with whom the engine in "
                            + config.directory() + " began");
        }
        return store.getRosterHistory();
    }
}
