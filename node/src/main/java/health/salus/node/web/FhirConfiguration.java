package health.salus.node.web;

import health.salus.fhir.rest.FhirController;
import health.salus.fhir.rest.FhirSettings;
import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import health.salus.node.NodeRuntime;
import health.salus.node.security.CallerResolver;
import health.salus.node.security.PatientIdentity;
import health.salus.node.security.WebSecurityConfig;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// `/fhir`.
@Configuration(proxyBeanMethods = false)
class FhirConfiguration {

    @Bean
    FhirController fhirController(
            NodeRuntime node, CallerResolver tokens, WebSecurityConfig web, RandomSource random, TimeSource time) {
        FhirSettings.Authorization authorization =
                new FhirSettings.Authorization(web.issuer() + "/oauth2/authorize", web.issuer() + "/oauth2/token");
        FhirSettings settings =
                new FhirSettings(Optional.of(web.fhirBase()), NodeRuntime.version(), Optional.of(authorization));
        return new FhirController(node.records(), new TokenCallers(tokens), settings, random, time);
    }

    @Bean
    PatientIdentity patientIdentity(NodeRuntime node) {
        return new PseudonymousPatients(node.sessions());
    }
}
