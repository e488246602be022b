package health.salus.node.security;

import health.salus.kernel.SubjectId;
import health.salus.portal.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Stands for the FHIR API: it answers who it was called by.
@RestController
final class Echo {

    private final CallerResolver callers;

    Echo(CallerResolver callers) {
        this.callers = callers;
    }

    @RequestMapping({"/fhir", "/fhir/**", "/api/whoami"})
    Map<String, String> echo(@Nullable Authentication authentication) {
        if (authentication == null) {
            return Map.of("caller", "nobody");
        }
        Caller caller = callers.resolve(authentication);
        return Map.of(
                "principal", caller.principal().value(),
                "organisation", caller.organisation().value(),
                "role", caller.role().name(),
                "purpose", caller.purpose().map(Enum::name).orElse(""),
                "patient", caller.patient().map(SubjectId::value).orElse(""),
                "issuer", caller.evidence().issuer(),
                "token", caller.evidence().tokenHash().hex());
    }
}
