package health.salus.node.security;

import health.salus.node.security.KeyHolders.KeyHolder;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Role;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/// The registered applications, and beside them every principal with a key on the ledger, which asks for tokens for
/// itself by signing an assertion (decision 0083).
final class LedgerClients implements RegisteredClientRepository {

    private static final String PREFIX = "principal/";

    private final RegisteredClientRepository registered;
    private final KeyHolders holders;

    LedgerClients(RegisteredClientRepository registered, KeyHolders holders) {
        this.registered = registered;
        this.holders = holders;
    }

    /// Whether the client is a principal with a key on the ledger.
    static boolean isPrincipal(RegisteredClient client) {
        return client.getId().startsWith(PREFIX);
    }

    @Override
    public void save(RegisteredClient client) {
        registered.save(client);
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return id.startsWith(PREFIX) ? holder(id.substring(PREFIX.length())) : registered.findById(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        RegisteredClient application = registered.findByClientId(clientId);
        return application == null ? holder(clientId) : application;
    }

    private @Nullable RegisteredClient holder(String principal) {
        return holders.find(principal).map(LedgerClients::client).orElse(null);
    }

    private static RegisteredClient client(KeyHolder holder) {
        String name = holder.principal().value();
        return RegisteredClient.withId(PREFIX + name)
                .clientId(name)
                .clientName(name)
                .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> scopes.addAll(scopes(holder)))
                .clientSettings(settings(holder))
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(Applications.ACCESS_LASTS)
                        .build())
                .build();
    }

    private static List<String> scopes(KeyHolder holder) {
        String clinical = clinicalScope(holder.role());
        return holder.administers() ? List.of(clinical, SmartScopes.ADMINISTRATION) : List.of(clinical);
    }

    private static String clinicalScope(Role role) {
        return switch (role) {
            case PATIENT -> "patient/*.cruds";
            case CLINICIAN, STAFF, ADMINISTRATOR -> "user/*.cruds";
            case SERVICE -> "system/*.cruds";
        };
    }

    private static ClientSettings settings(KeyHolder holder) {
        ClientSettings.Builder settings = ClientSettings.builder()
                // Tells Spring that assertions are signed; ClientAssertions checks them with the ledger's keys.
                .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.ES256)
                .setting(Applications.PRINCIPAL, holder.principal().value())
                .setting(Applications.ORGANISATION, holder.organisation().value())
                .setting(Applications.ROLE, holder.role().name())
                .setting(Applications.PURPOSES, purposes(holder.role()));
        holder.subject().ifPresent(subject -> settings.setting(Applications.SUBJECT, subject.value()));
        return settings.build();
    }

    private static String purposes(Role role) {
        List<PurposeOfUse> purposes = role == Role.SERVICE ? Purposes.OF_KEY_SERVICES : Purposes.of(role);
        return purposes.stream().map(PurposeOfUse::name).collect(Collectors.joining(" "));
    }
}
