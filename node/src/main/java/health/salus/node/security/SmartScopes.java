package health.salus.node.security;

import health.salus.fhir.record.Interaction;
import health.salus.fhir.record.SmartScope;
import health.salus.fhir.record.SmartScope.Level;
import health.salus.portal.Role;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// The scopes of a token, and the rules on which scopes may be given to whom.
public record SmartScopes(List<String> texts) {

    static final String LAUNCH_PATIENT = "launch/patient";
    static final String OFFLINE_ACCESS = "offline_access";

    /// Managing accounts and applications, and trying rules on the past; of no meaning to FHIR.
    static final String ADMINISTRATION = "salus/administration";

    /// Scopes that allow nothing by themselves.
    private static final Set<String> COMMON =
            Set.of("openid", "fhirUser", "profile", LAUNCH_PATIENT, OFFLINE_ACCESS, "online_access");

    public SmartScopes {
        texts = List.copyOf(texts);
    }

    public static SmartScopes of(Collection<String> texts) {
        return new SmartScopes(List.copyOf(texts));
    }

    /// The clinical scopes.
    public List<SmartScope> clinical() {
        return texts.stream().flatMap(text -> SmartScope.parse(text).stream()).toList();
    }

    /// Whether one of the scopes allows the interaction, constraints aside: the FHIR interface refuses those that it
    /// cannot apply.
    public boolean allow(String resourceType, Interaction interaction) {
        return clinical().stream().anyMatch(scope -> scope.allows(resourceType, interaction));
    }

    /// Whether an application that was registered with these scopes may ask for `requested`: for the same scope, or
    /// for a part of one.
    boolean cover(String requested) {
        return texts.contains(requested)
                || SmartScope.parse(requested)
                        .map(asked -> clinical().stream().anyMatch(own -> own.covers(asked)))
                        .orElse(false);
    }

    /// Whether a person of this role may give an application the scope.
    static boolean allowedFor(Role role, String scope) {
        if (COMMON.contains(scope)) {
            return !scope.equals(LAUNCH_PATIENT) || role == Role.PATIENT || role == Role.CLINICIAN;
        }
        if (scope.equals(ADMINISTRATION)) {
            return role == Role.ADMINISTRATOR;
        }
        return SmartScope.parse(scope)
                .map(clinical -> switch (clinical.level()) {
                    case SYSTEM -> false;
                    case USER -> role != Role.PATIENT && role != Role.SERVICE;
                    case PATIENT -> role == Role.PATIENT || role == Role.CLINICIAN;
                })
                .orElse(false);
    }

    /// Whether a program without a person may have the scope.
    static boolean allowedForServices(String scope) {
        return SmartScope.parse(scope)
                .map(clinical -> clinical.level() == Level.SYSTEM)
                .orElse(false);
    }

    /// Whether the scopes call for a patient in context.
    boolean needPatient() {
        return texts.contains(LAUNCH_PATIENT) || clinical().stream().anyMatch(scope -> scope.level() == Level.PATIENT);
    }
}
