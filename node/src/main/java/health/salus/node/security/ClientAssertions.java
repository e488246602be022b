package health.salus.node.security;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.TimeSource;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/// Checks the signed assertions by which programs authenticate (RFC 7523; SMART App Launch 2, "Asymmetric client
/// authentication"), each of which counts once.
final class ClientAssertions implements JwtDecoderFactory<RegisteredClient> {

    /// SMART requires RS384 and ES384 of a server; the other two are common.
    private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(
            SignatureAlgorithm.RS384, SignatureAlgorithm.ES384, SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);

    /// SMART: `exp` is no more than five minutes in the future. One more for clocks that differ.
    private static final Duration LONGEST = Duration.ofMinutes(6);

    /// How long after `exp` an assertion could still pass, clocks being different; the jti is kept as long.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    private static final int FETCH_TIMEOUT_MILLIS = 3_000;
    private static final int MAX_KEYS_BYTES = 65_536;

    private final AccountsDatabase database;
    private final KeyHolders holders;
    private final TimeSource time;
    private final Map<String, JWKSource<SecurityContext>> remote = new ConcurrentHashMap<>();

    ClientAssertions(AccountsDatabase database, KeyHolders holders, TimeSource time) {
        this.database = database;
        this.holders = holders;
        this.time = time;
    }

    @Override
    public JwtDecoder createDecoder(RegisteredClient client) {
        OAuth2TokenValidator<Jwt> standard =
                JwtClientAssertionDecoderFactory.DEFAULT_JWT_VALIDATOR_FACTORY.apply(client);
        OAuth2TokenValidator<Jwt> rules = assertion -> {
            OAuth2TokenValidatorResult result = standard.validate(assertion);
            return result.hasErrors() ? result : once(client, assertion);
        };
        if (LedgerClients.isPrincipal(client)) {
            return new LedgerKeyDecoder(ledgerKeys(client), rules);
        }
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys(client))
                .jwsAlgorithms(algorithms -> algorithms.addAll(ALGORITHMS))
                .build();
        decoder.setJwtValidator(rules);
        return decoder;
    }

    private List<VerificationKey> ledgerKeys(RegisteredClient client) {
        return holders.find(client.getClientId())
                .map(KeyHolders.KeyHolder::keys)
                .orElse(List.of());
    }

    private JWKSource<SecurityContext> keys(RegisteredClient client) {
        String inline = client.getClientSettings().getSetting(Applications.KEYS);
        try {
            if (inline != null) {
                return new ImmutableJWKSet<>(JWKSet.parse(inline));
            }
            String address = client.getClientSettings().getJwkSetUrl();
            if (address == null) {
                return new ImmutableJWKSet<>(new JWKSet());
            }
            return remote.computeIfAbsent(address, ClientAssertions::fetched);
        } catch (ParseException broken) {
            return new ImmutableJWKSet<>(new JWKSet());
        }
    }

    private static JWKSource<SecurityContext> fetched(String address) {
        try {
            return JWKSourceBuilder.create(
                            URI.create(address).toURL(),
                            new DefaultResourceRetriever(FETCH_TIMEOUT_MILLIS, FETCH_TIMEOUT_MILLIS, MAX_KEYS_BYTES))
                    .build();
        } catch (MalformedURLException noAddress) {
            return new ImmutableJWKSet<>(new JWKSet());
        }
    }

    /// RFC 7523 section 3, item 7: the jti is remembered while the assertion is valid. The database decides, so that
    /// two requests at the same time cannot both pass.
    private OAuth2TokenValidatorResult once(RegisteredClient client, Jwt assertion) {
        Instant expires = assertion.getExpiresAt();
        if (expires == null || expires.isAfter(time.now().plus(LONGEST))) {
            return refused("exp is at most five minutes ahead");
        }
        if (assertion.getId() == null || assertion.getId().isBlank()) {
            return refused("jti is required");
        }
        Digest name = Digest.sha256(Octets.utf8(client.getClientId() + "\0" + assertion.getId()));
        try {
            database.client()
                    .sql("insert into used_assertion (assertion_hash, expires_at) values (:hash, :until)")
                    .param("hash", name.hex())
                    .param("until", AccountsDatabase.sql(expires.plus(CLOCK_SKEW)))
                    .update();
            return OAuth2TokenValidatorResult.success();
        } catch (DuplicateKeyException replayed) {
            return refused("this assertion was used before");
        }
    }

    private static OAuth2TokenValidatorResult refused(String why) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT, why, null));
    }
}
