package health.salus.node.web;

import health.salus.consensus.ConsensusPhase;
import health.salus.node.NodeRuntime;
import health.salus.node.custody.MoveCounts;
import health.salus.node.replica.LedgerRuntime;
import health.salus.vault.repair.UpkeepCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What operators watch: health for load balancers, figures for Prometheus (docs/operating/monitoring.md).
@Configuration(proxyBeanMethods = false)
class OperatingConfiguration {

    /// In service while the engine takes part. A node that catches up reads and writes nothing yet: it is not broken.
    @Bean
    HealthIndicator ledgerHealthIndicator(NodeRuntime node) {
        return () -> switch (node.ledger().status().consensus().phase()) {
            case ACTIVE -> Health.up().build();
            case STARTING, CATCHING_UP, WAITING -> Health.outOfService().build();
            case HALTED, CLOSED -> Health.down().build();
        };
    }

    @Bean
    MeterBinder ledgerMeters(NodeRuntime node) {
        LedgerRuntime ledger = node.ledger();
        return registry -> {
            Gauge.builder("salus.ledger.height", ledger, it -> it.status().height())
                    .description("The last block that this node executed")
                    .register(registry);
            FunctionCounter.builder(
                            "salus.ledger.entries", ledger, it -> it.status().logSize())
                    .description("Entries in the log")
                    .register(registry);
            Gauge.builder("salus.ledger.unfinal.entries", ledger, OperatingConfiguration::lag)
                    .description("Entries that no final checkpoint covers yet")
                    .register(registry);
            Gauge.builder("salus.ledger.files", node, it -> it.disk().bytes())
                    .description("What the ledger's files take of the disk")
                    .baseUnit("bytes")
                    .register(registry);
            for (ConsensusPhase phase : ConsensusPhase.values()) {
                Gauge.builder(
                                "salus.consensus.phase",
                                ledger,
                                it -> it.status().consensus().phase() == phase ? 1 : 0)
                        .description("1 for the phase that the engine is in")
                        .tags(Tags.of(Tag.of("phase", phase.name().toLowerCase(java.util.Locale.ROOT))))
                        .register(registry);
            }
        };
    }

    /// Damage that does not go away by itself shows in the two gauges.
    @Bean
    MeterBinder vaultMeters(NodeRuntime node) {
        return registry -> {
            counter(registry, node, "scrubbed", "Fragments read again and compared", UpkeepCounts::scrubbed);
            counter(registry, node, "damaged", "Fragments that were not as stored", UpkeepCounts::damaged);
            counter(registry, node, "missing", "Fragments that had never arrived", UpkeepCounts::missing);
            counter(registry, node, "repaired", "Fragments rebuilt from other members", UpkeepCounts::repaired);
            counter(registry, node, "recovered.shares", "Key shares had again", UpkeepCounts::recoveredShares);
            counter(registry, node, "orphans", "Pieces that no transaction named, forgotten", UpkeepCounts::orphans);
            Gauge.builder(
                            "salus.vault.unrepaired",
                            node,
                            it -> it.upkeep().counts().unrepaired())
                    .description("Fragments that wait to be rebuilt")
                    .register(registry);
            Gauge.builder(
                            "salus.vault.lost.shares",
                            node,
                            it -> it.upkeep().counts().lostShares())
                    .description("Key shares that wait for the other members")
                    .register(registry);
        };
    }

    /// A change of custodians: how far it has come, in the network and here.
    @Bean
    MeterBinder moveMeters(NodeRuntime node) {
        return registry -> {
            moved(registry, node, "moved", "Segments that this member had moved", MoveCounts::moved);
            moved(registry, node, "came", "Pieces that came from another custodian set", MoveCounts::came);
            moved(registry, node, "left", "Pieces forgotten since other custodians have them", MoveCounts::left);
            Gauge.builder(
                            "salus.vault.segments.to.move",
                            node,
                            it -> it.moves().counts().waiting())
                    .description("Segments in the network that lie with a superseded custodian set")
                    .register(registry);
        };
    }

    private static void moved(
            MeterRegistry registry,
            NodeRuntime node,
            String name,
            String description,
            ToDoubleFunction<MoveCounts> count) {
        FunctionCounter.builder(
                        "salus.vault.segments." + name,
                        node,
                        it -> count.applyAsDouble(it.moves().counts()))
                .description(description)
                .register(registry);
    }

    /// What the ledger refused to take of the journal: looked at by a person.
    @Bean
    MeterBinder journalMeters(NodeRuntime node) {
        return registry -> Gauge.builder(
                        "salus.disclosures.refused", node, it -> it.journal().refused())
                .description("Entries of the journal of disclosures that the ledger refused, set aside")
                .register(registry);
    }

    private static void counter(
            MeterRegistry registry,
            NodeRuntime node,
            String name,
            String description,
            ToDoubleFunction<UpkeepCounts> count) {
        FunctionCounter.builder(
                        "salus.vault." + name,
                        node,
                        it -> count.applyAsDouble(it.upkeep().counts()))
                .description(description)
                .register(registry);
    }

    private static double lag(LedgerRuntime ledger) {
        LedgerRuntime.Status status = ledger.status();
        return Math.max(0, status.logSize() - status.finalSize());
    }
}
