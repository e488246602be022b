package health.salus.node.web;

import health.salus.portal.*;
import java.lang.reflect.Proxy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PortPlaceholders {
    private static <T> T unused(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, _) -> {
            throw new AssertionError("no test uses " + method);
        }));
    }

    @Bean
    ClinicianDesk desk() {
        return unused(ClinicianDesk.class);
    }

    @Bean
    PatientRecord patientRecord() {
        return unused(PatientRecord.class);
    }

    @Bean
    Sharing sharing() {
        return unused(Sharing.class);
    }

    @Bean
    Signing signing() {
        return unused(Signing.class);
    }

    @Bean
    SigningKeys signingKeys() {
        return unused(SigningKeys.class);
    }

    @Bean
    PaperConsents paperConsents() {
        return unused(PaperConsents.class);
    }

    @Bean
    AccessTrail accessTrail() {
        return unused(AccessTrail.class);
    }

    @Bean
    Receipts receipts() {
        return unused(Receipts.class);
    }

    @Bean
    Organisations organisations() {
        return unused(Organisations.class);
    }
}
