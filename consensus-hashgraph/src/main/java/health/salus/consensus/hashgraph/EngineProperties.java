package health.salus.consensus.hashgraph;

import com.swirlds.config.api.Configuration;
import com.swirlds.config.api.ConfigurationBuilder;
import com.swirlds.config.extensions.sources.SimpleConfigSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/// The engine's settings: where it keeps things, and where its defaults, made for another network, do not suit.
final class EngineProperties {

    private static final int ORDINAL_OF_EXPERIMENTS = 500;

    private EngineProperties() {}

    /// @param experiments properties of the engine that a measurement sets otherwise
    static Configuration of(HashgraphConfig config, Map<String, String> experiments) {
        SimpleConfigSource source = new SimpleConfigSource();
        paths(source, config.directory());
        // Locks a key store that exists in memory alone; the engine warns of a weak one.
        source.withValue("crypto.keystorePassword", "In-memory-1-" + new SecureRandom().nextLong());
        outputs(source);
        durability(source, config.settings());
        pace(source, config.settings());
        gossip(source, config);
        return ConfigurationBuilder.create()
                .autoDiscoverExtensions()
                .withSource(source)
                .withSource(new SimpleConfigSource(experiments).withOrdinal(ORDINAL_OF_EXPERIMENTS))
                .build();
    }

    private static void paths(SimpleConfigSource source, Path directory) {
        source.withValue("paths.savedStateDir", directory.resolve("saved").toString())
                .withValue("paths.settingsUsedDir", directory.toString())
                .withValue("paths.keysDirPath", directory.resolve("no-keys").toString())
                .withValue("event.eventsLogDir", directory.resolve("events").toString())
                .withValue("metrics.csvOutputFolder", directory.resolve("stats").toString());
    }

    /// We have metrics and streams of our own.
    private static void outputs(SimpleConfigSource source) {
        source.withValue("event.enableEventStreaming", false)
                .withValue("metrics.disableMetricsOutput", true)
                .withValue("prometheus.endpointEnabled", false)
                .withValue("platform.metrics.eventPipelineMetricsEnabled", false)
                .withValue("state.enableHashStreamLogging", false);
    }

    private static void durability(SimpleConfigSource source, HashgraphSettings settings) {
        // Without this a power failure forgets events of ours that others have seen, and we would contradict them.
        source.withValue("event.preconsensus.inlinePcesSyncOption", "EVERY_SELF_EVENT")
                .withValue("event.preconsensus.minimumRetentionPeriod", "10m")
                .withValue("state.saveStatePeriod", (int)
                        settings.saveStatePeriod().toSeconds())
                .withValue("state.signedStateDisk", 2)
                // By default a state is written when later ones push it out of memory. In a network that rests, none
                // come.
                .withValue("state.saveStateAsync", false)
                // As by default, and such that closing can wait for it.
                .withValue(
                        "platformSchedulers.stateSnapshotManager",
                        "SEQUENTIAL_THREAD CAPACITY(20) FLUSHABLE UNHANDLED_TASK_METRIC")
                // The default is a thousand million keys, and a saved state of 257 MB.
                .withValue("merkleDb.initialCapacity", 10_000)
                // A failed attempt is repeated soon, and never ends the process: the node decides over its own life.
                .withValue("reconnect.minimumTimeBetweenReconnects", "2s")
                .withValue("reconnect.maximumReconnectFailuresBeforeShutdown", Integer.MAX_VALUE);
    }

    private static void pace(SimpleConfigSource source, HashgraphSettings settings) {
        source.withValue(
                        "platformStatus.observingStatusDelay",
                        settings.observing().toMillis() + "ms")
                // Few events, each with all that is new beneath it. Fifty would save 40 ms of 230 and cost a quarter
                // more of the engine's work; ten saved nothing that could be measured. While there is nothing to
                // order, none are made (Quiescence).
                .withValue("event.creation.maxCreationRate", 20)
                .withValue("event.creation.maxOtherParents", 3)
                // So many rounds are kept in memory; a node that was away for longer is given a state instead.
                .withValue("consensus.roundsExpired", 400)
                // The default of one millisecond costs more than all the rest of an engine at rest.
                .withValue("platform.wiring.healthMonitorHeartbeatPeriod", "100ms")
                .withValue("platform.wiring.defaultPoolConstant", 4);
    }

    private static void gossip(SimpleConfigSource source, HashgraphConfig config) {
        GossipEndpoint listen = config.bind().orElse(config.selfMember().gossip());
        String binding = "{\"nodeId\": %d, \"hostname\": \"%s\", \"port\": %d}"
                .formatted(config.selfMember().nodeId(), listen.host(), listen.port());
        source.withStringValues("gossip.interfaceBindings", List.of(binding))
                // What is new is sent at once; these only pace the comparison of what both have.
                .withValue("broadcast.rpcSleepAfterSyncWhileBroadcasting", "250ms")
                // The engine hears that it is to close only when nobody has called for so long: members that are in
                // the next epoch already call ten times a second each.
                .withValue("socket.timeoutServerAcceptConnect", 10)
                // How long the engine takes to close, where a peer has stopped talking in the middle of a word.
                .withValue("socket.timeoutSyncClientSocket", 2_000)
                .withValue("sync.rpcIdleWritePollTimeout", "100ms")
                .withValue("sync.rpcIdleDispatchPollTimeout", "100ms");
    }
}
