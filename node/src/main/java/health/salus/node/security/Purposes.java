package health.salus.node.security;

import health.salus.portal.PurposeOfUse;
import health.salus.portal.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/// Which purposes of use a token may state, and which one it states when nobody asks.
///
/// An application names the purpose in the parameter `purpose_of_use` of its authorization or token request (the name
/// that IHE IUA gives the claim). Whether a purpose opens a record, the patient's permission decides.
final class Purposes {

    static final String PARAMETER = "purpose_of_use";

    private static final Map<Role, List<PurposeOfUse>> BY_ROLE = Map.of(
            Role.PATIENT,
            List.of(PurposeOfUse.PATRQT),
            Role.CLINICIAN,
            List.of(
                    PurposeOfUse.TREAT,
                    PurposeOfUse.ETREAT,
                    PurposeOfUse.HOPERAT,
                    PurposeOfUse.HPAYMT,
                    PurposeOfUse.HRESCH,
                    PurposeOfUse.PUBHLTH),
            Role.STAFF,
            List.of(PurposeOfUse.HOPERAT, PurposeOfUse.HPAYMT),
            Role.ADMINISTRATOR,
            List.of(),
            Role.SERVICE,
            List.of());

    /// A service that nobody registered with purposes of its own, but the ledger with a key.
    static final List<PurposeOfUse> OF_KEY_SERVICES =
            List.of(PurposeOfUse.HOPERAT, PurposeOfUse.TREAT, PurposeOfUse.HPAYMT, PurposeOfUse.PUBHLTH);

    private Purposes() {}

    static List<PurposeOfUse> of(Role role) {
        return BY_ROLE.getOrDefault(role, List.of());
    }

    static List<PurposeOfUse> of(RegisteredClient service) {
        String names = service.getClientSettings().getSetting(Applications.PURPOSES);
        return names == null || names.isBlank()
                ? List.of()
                : Arrays.stream(names.split(" ")).map(PurposeOfUse::valueOf).toList();
    }

    /// Whether the parameter is absent or names one of the allowed purposes.
    static boolean acceptable(@Nullable Object parameter, List<PurposeOfUse> allowed) {
        return parameter == null || asked(parameter).filter(allowed::contains).isPresent();
    }

    /// The purpose that the token states.
    static Optional<PurposeOfUse> chosen(@Nullable Object parameter, List<PurposeOfUse> allowed) {
        return parameter == null
                ? allowed.stream().findFirst()
                : asked(parameter).filter(allowed::contains);
    }

    private static Optional<PurposeOfUse> asked(Object parameter) {
        return parameter instanceof String text ? PurposeOfUse.parse(text) : Optional.empty();
    }
}
