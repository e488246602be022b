package health.salus.node.witness;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfig;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.WitnessKey;
import health.salus.proof.witness.WitnessPolicy;
import health.salus.proof.witness.WitnessedLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// A node as a witness, and its own witnesses, as its configuration has them.
@Configuration(proxyBeanMethods = false)
public class WitnessConfiguration {

    @Bean
    LogWitness logWitness(NodeRuntime node, TimeSource time, RandomSource random) {
        NodeConfig config = node.config();
        Map<String, WitnessedLog> logs = config.witness()
                .logs()
                .map(file -> LogList.read(file, node.genesis().network()))
                .orElse(Map.of());
        Optional<WitnessKey> key = Optional.of(config.keys())
                .filter(_ -> !logs.isEmpty())
                .map(keys -> WitnessKey.open(keys, node.genesis().network(), node.self(), random));
        return new LogWitness(
                logs,
                key::orElseThrow,
                new LogWitness.Surroundings(
                        node.local(), new LogEvidence(config.data().resolve("evidence")), time));
    }

    @Bean
    WitnessedNotes witnessedNotes(NodeRuntime node) {
        NodeConfig.Witness config = node.config().witness();
        return new WitnessedNotes(
                config.policy().map(WitnessConfiguration::policy),
                node.ledger().finality()::finalNote,
                node.local(),
                new WitnessedNotes.Pace(config.every(), System::nanoTime));
    }

    /// Stops before the ledger that it reads proofs from.
    @Bean(initMethod = "start", destroyMethod = "close")
    WitnessSender witnessSender(NodeRuntime node, WitnessedNotes notes) {
        NodeConfig.Witness config = node.config().witness();
        List<WitnessPolicy.Witness> witnesses = config.policy()
                .map(WitnessConfiguration::policy)
                .map(WitnessPolicy::witnesses)
                .orElse(List.of());
        return new WitnessSender(notes, node.ledger().publishedLog(), witnesses, config.every());
    }

    private static WitnessPolicy policy(Path file) {
        try {
            return WitnessPolicy.parse(MemberHome.read(file));
        } catch (SalusException unusable) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, "witness.policy: " + file + ": " + unusable.detail(), unusable);
        }
    }
}
