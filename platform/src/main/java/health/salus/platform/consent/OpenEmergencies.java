package health.salus.platform.consent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.platform.consent.AccessSessions.Session;
import health.salus.platform.identity.Requester;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Records that somebody opened in an emergency. The reason is given once: until the session ends, whatever the same
/// person asks of this patient for emergency treatment is part of it, whichever door or token it comes through.
final class OpenEmergencies {

    private static final int MAX_OPEN = 10_000;

    private final TimeSource time;
    private final Cache<Key, Emergency> open;

    private record Key(PrincipalId principal, OrganisationId organisation, SubjectId subject) {}

    /// @param until when the session ends that the reason was given for; one that follows as the record grows ends then
    record Emergency(String reason, Instant until, Session session) {}

    OpenEmergencies(TimeSource time, Duration forgottenAfter) {
        this.time = time;
        this.open = Caffeine.newBuilder()
                .expireAfterWrite(forgottenAfter)
                .maximumSize(MAX_OPEN)
                .build();
    }

    /// What stands open for somebody who gives no reason now.
    Optional<Emergency> find(Requester requester, SubjectId subject) {
        return requester.purpose() == PurposeOfUse.ETREAT
                        && requester.emergency().isEmpty()
                ? Optional.ofNullable(open.getIfPresent(key(requester, subject)))
                        .filter(this::lasts)
                : Optional.empty();
    }

    /// Remembers a session, if it is of an emergency.
    void opened(Session session) {
        session.requester()
                .emergency()
                .ifPresent(reason -> open.asMap().compute(key(session.requester(), session.subject()), (_, earlier) -> {
                    Instant until = earlier != null && lasts(earlier)
                            ? earlier.until()
                            : session.grant().expires();
                    return new Emergency(reason, until, session);
                }));
    }

    private boolean lasts(Emergency emergency) {
        return time.now().isBefore(emergency.until());
    }

    void forget(Session session) {
        open.invalidate(key(session.requester(), session.subject()));
    }

    private static Key key(Requester requester, SubjectId subject) {
        return new Key(requester.author().actor(), requester.organisation(), subject);
    }
}
