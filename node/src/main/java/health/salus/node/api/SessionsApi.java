package health.salus.node.api;

import health.salus.client.api.SessionRequest;
import health.salus.contracts.access.AccessCommand;
import health.salus.contracts.access.SessionRecord;
import health.salus.contracts.access.Sessions;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SessionId;
import health.salus.node.NodeRuntime;
import health.salus.node.security.LedgerCaller;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.identity.Requester;
import health.salus.portal.Caller;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Opens a patient's record for a purpose, before anything is read, and ends that.
@RestController
final class SessionsApi {

    private final NodeRuntime node;
    private final ApiCallers callers;

    SessionsApi(NodeRuntime node, ApiCallers callers) {
        this.node = node;
        this.callers = callers;
    }

    @PostMapping("/api/sessions")
    health.salus.client.api.Session open(@RequestBody SessionRequest request) {
        callers.readingSomething();
        Caller caller = callers.concerning(request.subject());
        Requester requester = requester(caller, request);
        AccessSessions.Session session = node.sessions().require(requester, request.subject());
        SessionRecord record =
                Sessions.of(node.network().state()).find(session.id()).orElseThrow();
        return new health.salus.client.api.Session(
                session.id(),
                request.subject(),
                requester.purpose().name(),
                record.height(),
                record.openedAt(),
                record.expires(),
                session.grant().rule().map(rule -> rule.consent().value()),
                List.of(),
                record.transaction());
    }

    /// The purpose of the token is the one that may be used: a session for another would be a way around it.
    private Requester requester(Caller caller, SessionRequest request) {
        PurposeOfUse asked = Arrays.stream(PurposeOfUse.values())
                .filter(each -> each.name().equals(request.purpose()))
                .findFirst()
                .orElseThrow(() -> new SalusException(
                        ErrorCode.MALFORMED, "the purpose is a code of HL7 PurposeOfUse such as TREAT"));
        Requester requester = new LedgerCaller(caller).requester(asked).inEmergency(request.reason());
        if (caller.purpose().map(LedgerCaller::onLedger).filter(asked::equals).isEmpty()) {
            node.sessions().deny(requester, Optional.of(request.subject()), ErrorCode.PURPOSE_NOT_PERMITTED);
            throw new SalusException(ErrorCode.PURPOSE_NOT_PERMITTED, "the token is for another purpose");
        }
        return requester;
    }

    @DeleteMapping("/api/sessions/{session}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable SessionId session) {
        callers.readingSomething();
        Requester requester = new LedgerCaller(callers.caller()).requester();
        AccessCommand command = new AccessCommand.CloseSession(session);
        node.network()
                .decide(requester.author(), List.of(AccessCommand.FORMAT.encode(command)))
                .orThrow();
    }
}
