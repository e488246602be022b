package health.salus.node.security;

import com.nimbusds.jwt.SignedJWT;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Octets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;

/// Checks an assertion (RFC 7515) with the keys that a principal has on the ledger: with the ledger's own verifier, so
/// that a signature that counts there counts here, and no other.
final class LedgerKeyDecoder implements JwtDecoder {

    private static final MappedJwtClaimSetConverter CLAIMS = MappedJwtClaimSetConverter.withDefaults(Map.of());

    private final List<VerificationKey> keys;
    private final OAuth2TokenValidator<Jwt> rules;

    LedgerKeyDecoder(List<VerificationKey> keys, OAuth2TokenValidator<Jwt> rules) {
        this.keys = keys;
        this.rules = rules;
    }

    @Override
    public Jwt decode(String token) {
        Jwt assertion = verified(token);
        OAuth2TokenValidatorResult result = rules.validate(assertion);
        if (result.hasErrors()) {
            throw new JwtValidationException("the assertion is not valid", result.getErrors());
        }
        return assertion;
    }

    private Jwt verified(String token) {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            Octets message = Octets.wrap(signed.getSigningInput());
            Octets signature = Octets.wrap(signed.getSignature().decode());
            String algorithm = signed.getHeader().getAlgorithm().getName();
            String kid = signed.getHeader().getKeyID();
            boolean holds = keys.stream()
                    .filter(key -> key.id().value().equals(kid) && name(key).equals(algorithm))
                    .anyMatch(key -> key.verify(message, signature));
            if (!holds) {
                throw new BadJwtException("no key of the principal made the signature");
            }
            Map<String, Object> stated = signed.getJWTClaimsSet().getClaims();
            return Jwt.withTokenValue(token)
                    .headers(headers -> headers.putAll(signed.getHeader().toJSONObject()))
                    .claims(claims -> claims.putAll(CLAIMS.convert(stated)))
                    .build();
        } catch (ParseException malformed) {
            throw new BadJwtException("the assertion is not a signed JWT", malformed);
        }
    }

    /// RFC 7518 section 3.1 and RFC 8037 section 3.1.
    private static String name(VerificationKey key) {
        return key.algorithm() == SignatureAlgorithm.ED25519 ? "EdDSA" : "ES256";
    }
}
