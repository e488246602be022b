package health.salus.fhir;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Scopes;
import health.salus.kernel.Digest;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RandomSource;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;

/// Callers, and chance that repeats, for the tests.
public final class Callers {
    public static final Caller CLINICIAN = named("clinician");

    private Callers() {}

    public static Caller named(String name) {
        return new Caller(
                new PrincipalId(name),
                new OrganisationId("hospital"),
                PurposeOfUse.TREAT,
                Optional.empty(),
                Optional.empty(),
                Scopes.ALL,
                new Caller.Token("https://issuer.example", Digest.sha256(name.getBytes(StandardCharsets.UTF_8))));
    }

    public static RandomSource seeded(long seed) {
        return new Random(seed)::nextBytes;
    }
}
