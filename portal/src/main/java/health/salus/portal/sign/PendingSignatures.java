package health.salus.portal.sign;

import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import health.salus.portal.Signing.Draft;
import jakarta.servlet.http.HttpSession;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps drafts in the browser session, on the server, between review and signature: the browser only ever names them.
public final class PendingSignatures {

    private static final String ATTRIBUTE = PendingSignatures.class.getName();
    private static final int TOKEN_LENGTH_BYTES = 16;

    /// One per open tab is enough; the oldest gives way.
    private static final int MAX_PENDING = 5;

    private final RandomSource random;
    private final TimeSource time;

    public PendingSignatures(RandomSource random, TimeSource time) {
        this.random = random;
        this.time = time;
    }

    /// What is to be signed, in words, and where to go before and after.
    ///
    /// @param action end of the message keys for title, button and thanks
    /// @param statements what the signature brings about, already in words
    public record Pending(Draft draft, String action, List<Statement> statements, String back, String done) {
        public Pending {
            statements = List.copyOf(statements);
        }
    }

    /// A line of the review; `label` is the end of a message key.
    public record Statement(String label, List<String> values) {
        public Statement {
            values = List.copyOf(values);
        }
    }

    /// Keeps the draft and answers the address of its review page.
    public String keep(HttpSession session, Pending pending) {
        String token = random.octets(TOKEN_LENGTH_BYTES).base64Url();
        synchronized (session) {
            Map<String, Pending> drafts = drafts(session);
            if (drafts.size() >= MAX_PENDING) {
                Iterator<String> oldest = drafts.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
            drafts.put(token, pending);
            session.setAttribute(ATTRIBUTE, drafts);
        }
        return SignPages.PATH + "/" + token;
    }

    /// The draft, unless it was signed, given up, or is too old to be accepted.
    public Optional<Pending> find(HttpSession session, String token) {
        synchronized (session) {
            return Optional.ofNullable(drafts(session).get(token))
                    .filter(pending -> pending.draft().validUntil().isAfter(time.now()));
        }
    }

    public void forget(HttpSession session, String token) {
        synchronized (session) {
            Map<String, Pending> drafts = drafts(session);
            drafts.remove(token);
            session.setAttribute(ATTRIBUTE, drafts);
        }
    }

    @SuppressWarnings("unchecked") // only this class writes the attribute
    private static Map<String, Pending> drafts(HttpSession session) {
        return session.getAttribute(ATTRIBUTE) instanceof Map<?, ?> kept
                ? (Map<String, Pending>) kept
                : new LinkedHashMap<>();
    }
}
