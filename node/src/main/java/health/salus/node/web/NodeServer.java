package health.salus.node.web;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfig;
import health.salus.node.security.AccountAdministration;
import health.salus.node.security.Applications;
import health.salus.node.security.Principals;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// A node with its doors open: the runtime, and the web application over it. Opening goes from the ledger to the web,
/// closing goes the other way, so that requests under way still find what they need.
public final class NodeServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeServer.class);

    private final NodeRuntime node;
    private final ConfigurableApplicationContext web;

    private NodeServer(NodeRuntime node, ConfigurableApplicationContext web) {
        this.node = node;
        this.web = web;
    }

    public static NodeServer start(NodeConfig config) {
        NodeRuntime node = NodeRuntime.start(config);
        try {
            NodeServer server = new NodeServer(node, open(node));
            LOG.info("member {} has opened its doors on port {}", node.self(), server.port());
            return server;
        } catch (PortInUseException taken) {
            node.close();
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    "http.port: something else listens on port " + taken.getPort() + " of this machine",
                    taken);
        } catch (RuntimeException | Error failed) {
            node.close();
            throw failed;
        }
    }

    private static ConfigurableApplicationContext open(NodeRuntime node) {
        SpringApplication application = new SpringApplication(NodeApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        // Main closes the node as a whole, in order.
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(properties(node.config()));
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("node", node));
        return application.run();
    }

    private static Map<String, Object> properties(NodeConfig config) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.address", config.http().host());
        properties.put("server.port", config.http().port());
        properties.put("server.shutdown", "graceful");
        properties.put("server.forward-headers-strategy", "none");
        // FHIR's token parameters have it, and clients send it as it is.
        properties.put("server.tomcat.relaxed-query-chars", "|");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "20s");
        properties.put("spring.threads.virtual.enabled", "true");
        properties.put("spring.jmx.enabled", "false");
        properties.put("management.endpoints.web.exposure.include", "health,prometheus");
        properties.put("management.endpoint.health.probes.enabled", "true");
        properties.put("management.health.diskspace.path", config.data().toString());
        config.http().tls().ifPresent(tls -> {
            properties.put("server.ssl.certificate", tls.certificate().toUri().toString());
            properties.put(
                    "server.ssl.certificate-private-key",
                    tls.privateKey().toUri().toString());
        });
        return properties;
    }

    public NodeRuntime node() {
        return node;
    }

    /// The port that was taken, where the configuration left the choice to the system.
    public int port() {
        return web instanceof ServletWebServerApplicationContext served
                ? Optional.ofNullable(served.getWebServer()).orElseThrow().getPort()
                : 0;
    }

    /// Who may sign in at this node, for whoever sets it up.
    public AccountAdministration accounts() {
        return web.getBean(AccountAdministration.class);
    }

    /// Which programs may ask this node for tokens.
    public Applications applications() {
        return web.getBean(Applications.class);
    }

    /// The ledger's register of both.
    public Principals principals() {
        return web.getBean(Principals.class);
    }

    @Override
    public void close() {
        LOG.info("member {} closes its doors", node.self());
        web.close();
        node.close();
    }
}
