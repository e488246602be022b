package health.salus.node.web;

import health.salus.consensus.ConsensusPhase;
import health.salus.node.NodeRuntime;
import health.salus.node.replica.LedgerRuntime;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
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

    private static double lag(LedgerRuntime ledger) {
        LedgerRuntime.Status status = ledger.status();
        return Math.max(0, status.logSize() - status.finalSize());
    }
}
