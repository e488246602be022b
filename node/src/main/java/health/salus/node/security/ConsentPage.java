package health.salus.node.security;

import health.salus.fhir.record.SmartScope;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.portal.ClinicianDesk;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Role;
import health.salus.portal.desk.FoundPatients;
import health.salus.portal.page.Fields;
import health.salus.portal.page.Formats;
import health.salus.portal.page.Visitor;
import health.salus.portal.signin.SecurityHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/// Asks a person whether an application may have what it asks for, and a clinician for which patient.
@Controller
public final class ConsentPage {

    private static final OAuth2TokenType STATE = new OAuth2TokenType("state");

    private final OAuth2AuthorizationService authorizations;
    private final RegisteredClientRepository clients;
    private final LaunchPatients launches;
    private final FoundPatients patients;

    ConsentPage(
            OAuth2AuthorizationService authorizations,
            RegisteredClientRepository clients,
            LaunchPatients launches,
            ClinicianDesk desk,
            Formats formats) {
        this.authorizations = authorizations;
        this.clients = clients;
        this.launches = launches;
        this.patients = new FoundPatients(desk, formats);
    }

    /// A scope in words; `words` is the end of a message key, `type` a resource type or `*`.
    public record Asked(String scope, String words, String type, List<String> interactions) {}

    @GetMapping(AuthorizationServer.CONSENT_PAGE)
    String ask(
            Visitor visitor,
            HttpServletRequest http,
            @RequestParam String state,
            @RequestParam MultiValueMap<String, String> fields,
            Model model) {
        OAuth2Authorization authorization = pending(visitor, state);
        OAuth2AuthorizationRequest request = request(authorization);
        RegisteredClient client = clients.findById(authorization.getRegisteredClientId());
        if (client == null) {
            throw new SalusException(ErrorCode.NOT_FOUND, "the application is not registered any more");
        }
        String redirect = redirect(request, client);
        http.setAttribute(SecurityHeaders.FORM_TARGET_ATTRIBUTE, CrossOrigin.originOf(redirect));
        model.addAttribute("applicationName", client.getClientName());
        model.addAttribute(
                "destination",
                UriComponentsBuilder.fromUriString(redirect).build().getHost());
        model.addAttribute("clientId", client.getClientId());
        model.addAttribute("state", state);
        model.addAttribute("scopes", asked(request.getScopes()));
        model.addAttribute("purpose", purpose(visitor, request).map(Enum::name).orElse(""));
        model.addAttribute("stays", request.getScopes().contains(SmartScopes.OFFLINE_ACCESS));
        boolean choosing = choosesPatient(visitor, request);
        model.addAttribute("choosing", choosing);
        model.addAttribute(
                "incomplete",
                choosing
                        && choice(visitor, authorization, new Fields(fields), model)
                                .isEmpty());
        return "security/authorise";
    }

    @PostMapping(AuthorizationServer.CONSENT_PAGE + "/patient")
    String choose(Visitor visitor, @RequestParam String state, @RequestParam SubjectId subject) {
        OAuth2Authorization authorization = pending(visitor, state);
        patients.require(visitor, subject);
        launches.choose(authorization.getId(), subject);
        return "redirect:"
                + UriComponentsBuilder.fromPath(AuthorizationServer.CONSENT_PAGE)
                        .queryParam("state", "{state}")
                        .build(state);
    }

    private OAuth2Authorization pending(Visitor visitor, String state) {
        OAuth2Authorization found = state.isBlank() ? null : authorizations.findByToken(state, STATE);
        if (found == null || !found.getPrincipalName().equals(visitor.account().username())) {
            throw new SalusException(ErrorCode.EXPIRED, "this request was answered, or is another person's");
        }
        return found;
    }

    private static OAuth2AuthorizationRequest request(OAuth2Authorization authorization) {
        OAuth2AuthorizationRequest request = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
        if (request == null) {
            throw new IllegalStateException("a pending authorization has its request");
        }
        return request;
    }

    private static String redirect(OAuth2AuthorizationRequest request, RegisteredClient client) {
        String asked = request.getRedirectUri();
        return asked == null || asked.isBlank()
                ? client.getRedirectUris().iterator().next()
                : asked;
    }

    private static Optional<PurposeOfUse> purpose(Visitor visitor, OAuth2AuthorizationRequest request) {
        return Purposes.chosen(
                request.getAdditionalParameters().get(Purposes.PARAMETER),
                Purposes.of(visitor.account().role()));
    }

    private static boolean choosesPatient(Visitor visitor, OAuth2AuthorizationRequest request) {
        return visitor.account().role() == Role.CLINICIAN
                && SmartScopes.of(request.getScopes()).needPatient();
    }

    /// What the page needs to choose a patient with; answers the one that was chosen.
    private Optional<FoundPatients.Line> choice(
            Visitor visitor, OAuth2Authorization authorization, Fields fields, Model model) {
        Optional<FoundPatients.Line> chosen =
                launches.find(authorization.getId()).flatMap(subject -> patients.line(visitor, subject));
        patients.search(visitor, fields, model);
        model.addAttribute("chosen", chosen);
        return chosen;
    }

    private static List<Asked> asked(Set<String> scopes) {
        return scopes.stream().sorted().map(ConsentPage::asked).toList();
    }

    private static Asked asked(String scope) {
        return SmartScope.parse(scope)
                .map(clinical -> new Asked(
                        scope,
                        clinical.level().name(),
                        clinical.type(),
                        clinical.interactions().stream()
                                .sorted()
                                .map(Enum::name)
                                .toList()))
                .orElseGet(() -> new Asked(scope, scope.replace("/", "-"), "", List.of()));
    }
}
