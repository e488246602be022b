package health.salus.contracts.access;

import health.salus.contracts.consent.RuleReference;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an accepted session permits: the result of `OpenSession`.
///
/// @param pinnedHeight segments registered later are not covered
/// @param rule the rule of the first cell that is covered, when a consent decided
public record SessionGrant(
        SessionId session,
        List<ScopeEntry> scope,
        Instant expires,
        long pinnedHeight,
        Decision.Basis basis,
        Optional<RuleReference> rule) {

    private static final RecordCodec<SessionGrant> CODEC = RecordCodec.of(SessionGrant.class);

    public SessionGrant {
        scope = List.copyOf(scope);
    }

    Octets encode() {
        return CODEC.encode(this);
    }

    public static SessionGrant decode(Octets result) {
        return CODEC.decode(result);
    }
}
