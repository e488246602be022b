package health.salus.consensus.hashgraph;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.builder.api.ComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/// Sends what the engine logs to a file beside its data.
///
/// The engine logs through Log4j, at length, and two kilobytes a round. Where the program has its own configuration of
/// Log4j, or sends Log4j elsewhere, that stays as it is.
final class EngineLog {

    private static final String FILE = "engine.log";
    private static final String ENGINE_LIBRARY = "swirlds-platform-core";
    private static final String APPENDER = "engine";
    private static final String PATTERN = "%d{ISO8601}{UTC}Z %-5p [%t] %c{1} %m%n";
    private static final String MAX_FILE_SIZE = "10MB";
    private static final int FILES_KEPT = 3;

    private EngineLog() {}

    static synchronized void direct(Path directory) {
        if (LogManager.getContext(false) instanceof LoggerContext context && isNobodys(context.getConfiguration())) {
            context.reconfigure(configuration(directory.resolve(FILE)));
        }
    }

    /// Log4j's own default, or the one that the engine's library leaves on the class path, which is silent.
    private static boolean isNobodys(Configuration configuration) {
        return configuration instanceof DefaultConfiguration
                || Optional.ofNullable(configuration.getConfigurationSource().getLocation())
                        .filter(location -> location.contains(ENGINE_LIBRARY))
                        .isPresent();
    }

    private static BuiltConfiguration configuration(Path file) {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        ComponentBuilder<?> bySize = builder.newComponent("Policies")
                .addComponent(builder.newComponent("SizeBasedTriggeringPolicy").addAttribute("size", MAX_FILE_SIZE));
        ComponentBuilder<?> kept =
                builder.newComponent("DefaultRolloverStrategy").addAttribute("max", FILES_KEPT);
        builder.add(builder.newAppender(APPENDER, "RollingFile")
                .addAttribute("fileName", file.toString())
                .addAttribute("filePattern", file + ".%i")
                .add(builder.newLayout("PatternLayout").addAttribute("pattern", PATTERN))
                .addComponent(bySize)
                .addComponent(kept));
        builder.add(builder.newRootLogger(Level.WARN).add(builder.newAppenderRef(APPENDER)));
        return builder.build(false);
    }
}
