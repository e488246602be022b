package health.salus.fhir.rest;

import health.salus.fhir.Callers;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.InMemoryRecordService;
import health.salus.fhir.record.Scopes;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/// The FHIR interface on a port of its own, over records in memory. A bearer token is the caller's name; after a colon
/// it may hold scopes.
final class FhirTestServer implements AutoCloseable {
    private final InMemoryRecordService records = new InMemoryRecordService();
    private final Tomcat tomcat = new Tomcat();

    @EnableWebMvc
    static class Web {}

    FhirTestServer() {
        TimeSource time = () -> Instant.parse("2026-06-01T00:00:00Z");
        FhirSettings settings = new FhirSettings(
                Optional.empty(),
                "0.1.0",
                Optional.of(new FhirSettings.Authorization("https://a.example/authorize", "https://a.example/token")));
        FhirController controller =
                new FhirController(records, FhirTestServer::caller, settings, Callers.seeded(3), time);
        var context = new GenericWebApplicationContext();
        new AnnotatedBeanDefinitionReader(context).register(Web.class);
        context.registerBean(FhirController.class, () -> controller);
        try {
            tomcat.setBaseDir(Files.createTempDirectory("fhir-test").toString());
            tomcat.setPort(0);
            tomcat.getConnector().setProperty("relaxedQueryChars", "|");
            Context root = tomcat.addContext("", null);
            context.setServletContext(root.getServletContext());
            Tomcat.addServlet(root, "dispatcher", new DispatcherServlet(context));
            root.addServletMappingDecoded("/*", "dispatcher");
            tomcat.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Caller caller(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.startsWith("Bearer ")) {
            throw new SalusException(ErrorCode.UNAUTHENTICATED, "no token");
        }
        String[] parts = header.substring("Bearer ".length()).split(":", 2);
        Caller named = Callers.named(parts[0]);
        return parts.length == 1
                ? named
                : new Caller(
                        named.principal(),
                        named.organisation(),
                        named.purpose(),
                        named.emergency(),
                        named.patient(),
                        Scopes.of(List.of(parts[1].split(" "))),
                        named.token());
    }

    InMemoryRecordService records() {
        return records;
    }

    String base() {
        return "http://localhost:" + tomcat.getConnector().getLocalPort() + "/fhir";
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}
