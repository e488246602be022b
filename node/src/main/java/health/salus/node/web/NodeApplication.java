package health.salus.node.web;

import health.salus.node.api.ApiConfiguration;
import health.salus.node.portal.PortalPorts;
import health.salus.node.report.ReportConfiguration;
import health.salus.node.security.WebSecurity;
import health.salus.node.witness.WitnessConfiguration;
import health.salus.portal.web.PortalConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/// What a node answers over HTTP. The list is the whole of it: nothing is found by scanning the class path.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    SettingsConfiguration.class,
    WebSecurity.class,
    FhirConfiguration.class,
    WitnessConfiguration.class,
    ReportConfiguration.class,
    ApiConfiguration.class,
    PortalConfiguration.class,
    PortalPorts.class,
    OperatingConfiguration.class
})
class NodeApplication {}
