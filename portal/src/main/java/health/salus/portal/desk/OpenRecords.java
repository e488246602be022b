package health.salus.portal.desk;

import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.portal.PurposeOfUse;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The records that a clinician has opened in this browser session, with the purpose of each.
///
/// This is what the pages show; whether a document is released, the access session on the ledger decides each time.
public final class OpenRecords {

    private static final String ATTRIBUTE = OpenRecords.class.getName();

    private final TimeSource time;

    public OpenRecords(TimeSource time) {
        this.time = time;
    }

    /// An opened record.
    public record Open(PurposeOfUse purpose, Instant until) {}

    Optional<Open> find(HttpSession session, SubjectId subject) {
        return Optional.ofNullable(open(session).get(subject.value()))
                .filter(open -> open.until().isAfter(time.now()));
    }

    void add(HttpSession session, SubjectId subject, Open opened) {
        open(session).put(subject.value(), opened);
    }

    void close(HttpSession session, SubjectId subject) {
        open(session).remove(subject.value());
    }

    @SuppressWarnings("unchecked") // only this class writes the attribute
    private static Map<String, Open> open(HttpSession session) {
        synchronized (session) {
            if (session.getAttribute(ATTRIBUTE) instanceof Map<?, ?> kept) {
                return (Map<String, Open>) kept;
            }
            Map<String, Open> fresh = new ConcurrentHashMap<>();
            session.setAttribute(ATTRIBUTE, fresh);
            return fresh;
        }
    }
}
